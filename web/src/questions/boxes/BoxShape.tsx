import type { Box, ImageQuestion } from '../../api/types'
import { between } from '../image/geometry'
import { centre, type BoxSketch } from './shape'

export function BoxShape({ region }: { region: Box; question: ImageQuestion }) {
  const { x, y, width, height } = region
  const middle = centre(region)
  const turned = region.rotation ? { transform: `rotate(${region.rotation} ${middle.x} ${middle.y})` } : {}
  return (
    <g {...turned}>
      <rect className="halo" x={x} y={y} width={width} height={height} />
      <rect className="shape" x={x} y={y} width={width} height={height} />
    </g>
  )
}

export function BoxSketchShape({ sketch }: { sketch: unknown }) {
  const { from, to } = sketch as BoxSketch
  const rect = between(from, to)
  return (
    <>
      <rect className="halo" {...rect} />
      <rect className="shape" {...rect} />
    </>
  )
}
