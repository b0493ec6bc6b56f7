import { memo, useEffect, useRef, type CSSProperties } from 'react'
import type { ImageQuestion, Mask } from '../../api/types'
import { readMask } from './codec'
import { fill } from './fill'
import { maskBounds, sizeOf } from './shape'

/** The frame of a selected mask; its pixels are drawn under it. */
export function MaskShape({ region }: { region: Mask; question: ImageQuestion }) {
  const { x, y, width, height } = maskBounds(region)
  return <rect className="shape frame" x={x} y={y} width={width} height={height} />
}

/** A mask's pixels, on a canvas no larger than they need. */
export const MaskPixels = memo(function MaskPixels({
  mask,
  style,
  isSelected = false,
  isDraft = false,
}: {
  mask: Mask
  style: CSSProperties
  isSelected?: boolean
  /** A weak model proposes it. */
  isDraft?: boolean
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { x, y, width, height } = maskBounds(mask)
  const color = (style as Record<string, string>)['--c']
  useEffect(() => {
    let current = true
    void readMask(mask.counts, sizeOf(mask)).then(cut => {
      if (current && canvas.current && cut.box.width > 0) fill(canvas.current, cut, { x: 0, y: 0 })
    })
    return () => {
      current = false
    }
  }, [mask, color])
  return (
    <canvas
      ref={canvas}
      className={isSelected ? 'mask sel' : isDraft ? 'mask draft' : 'mask'}
      width={width}
      height={height}
      style={{ ...style, left: x, top: y }}
    />
  )
})
