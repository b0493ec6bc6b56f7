import { useMemo, useRef, type PointerEvent } from 'react'
import { cssColor } from '../choice/ChoiceEditor'
import { colorOf } from '../spans/model'
import type { Bar } from './bars'
import type { useView } from './useView'
import { waveform, type Peaks } from './wave'

const HEIGHT = 30

/** The whole recording in small: what of it is in sight; a press goes there. */
export function Overview({
  peaks,
  duration,
  viewport,
  bars,
}: {
  peaks: Peaks | null | undefined
  duration: number
  viewport: ReturnType<typeof useView>
  bars: readonly Bar[]
}) {
  const { view, width, isFitted, centre } = viewport
  const strip = useRef<HTMLDivElement>(null)
  const scale = width / duration
  const path = useMemo(
    () => (peaks && width > 0 ? waveform(peaks, { start: 0, perSecond: scale }, width, HEIGHT) : ''),
    [peaks, scale, width],
  )
  const go = (event: PointerEvent) => {
    if (!(event.buttons & 1)) return
    strip.current?.setPointerCapture(event.pointerId)
    centre((event.clientX - strip.current!.getBoundingClientRect().left) / scale)
  }
  const left = Math.max(0, view.start * scale)
  const right = Math.min(width, (view.start + width / view.perSecond) * scale)
  return (
    <div
      ref={strip}
      className={isFitted ? 'overview' : 'overview near'}
      style={{ height: HEIGHT }}
      aria-hidden="true"
      onPointerDown={isFitted ? undefined : go}
      onPointerMove={isFitted ? undefined : go}
    >
      <svg width={width} height={HEIGHT}>
        {path === '' ? <line x1={0} x2={width} y1={HEIGHT / 2} y2={HEIGHT / 2} /> : <path d={path} />}
      </svg>
      {bars.map(bar => (
        <i
          key={`${bar.layer.index}-${bar.number ?? 'new'}`}
          style={{
            ...cssColor(colorOf(bar.layer.question, bar.label)),
            left: bar.start * scale,
            width: Math.max(1, (bar.end - bar.start) * scale),
          }}
        />
      ))}
      {!isFitted && <b style={{ left, width: Math.max(6, right - left) }} />}
    </div>
  )
}
