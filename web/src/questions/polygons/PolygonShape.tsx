import type { ImageQuestion, Polygon, Ring } from '../../api/types'
import { placed } from '../image/labels'
import type { OutlineSketch } from './pen'
import { ringsOf } from './rings'

const path = (ring: Ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join('L')}Z`

export function PolygonShape({ region }: { region: Polygon; question: ImageQuestion }) {
  const d = region.parts.flatMap(ringsOf).map(path).join('')
  return (
    <>
      <path className="halo" d={d} />
      <path className="shape" d={d} fillRule="evenodd" />
    </>
  )
}

export function OutlineSketchShape({ sketch }: { sketch: unknown }) {
  const { corners, next } = sketch as OutlineSketch
  const line = [...corners, next].map(point => point.join(' ')).join('L')
  return (
    <>
      <path className="halo" d={`M${line}`} />
      <path className="shape line" d={`M${line}`} />
      {corners.map(([x, y], i) => (
        <g key={i} className={i === 0 ? 'handle first' : 'handle corner'} style={placed({ x, y })}>
          <circle />
        </g>
      ))}
    </>
  )
}
