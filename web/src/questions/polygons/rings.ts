// Outlines: lists of corners, the last joined to the first.
import type { Polygon, Ring } from '../../api/types'
import type { Point } from '../image/geometry'

type Corner = readonly [number, number]

const turnOf = (a: Corner, b: Corner, c: Corner) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
const within = (a: Corner, b: Corner, c: Corner) =>
  Math.min(a[0], b[0]) <= c[0] && c[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= c[1] && c[1] <= Math.max(a[1], b[1])

/** Whether two sides touch or cross. */
export function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const [abc, abd, cda, cdb] = [turnOf(a, b, c), turnOf(a, b, d), turnOf(c, d, a), turnOf(c, d, b)]
  if (abc !== abd && cda !== cdb) return true
  return (
    (abc === 0 && within(a, b, c)) ||
    (abd === 0 && within(a, b, d)) ||
    (cda === 0 && within(c, d, a)) ||
    (cdb === 0 && within(c, d, b))
  )
}

/** Whether an outline touches itself anywhere but at its corners. An open one is a line that is still being drawn. */
export function crossesItself(ring: readonly Corner[], closed: boolean): boolean {
  const sides = closed ? ring.length : ring.length - 1
  for (let i = 0; i < sides; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    for (let j = i + 1; j < sides; j++) {
      const [c, d] = [ring[j]!, ring[(j + 1) % ring.length]!]
      const follows = j === i + 1
      if (follows || (closed && i === 0 && j === sides - 1)) {
        // Neighbours share a corner; they may not lie on each other.
        const [shared, one, other] = follows ? [b, a, d] : [a, b, c]
        if (turnOf(shared, one, other) === 0 && (within(shared, one, other) || within(shared, other, one))) return true
      } else if (meet(a, b, c, d)) return true
    }
  }
  return false
}

export const ringsMeet = (one: readonly Corner[], other: readonly Corner[]) =>
  one.some((a, i) => other.some((c, j) => meet(a, one[(i + 1) % one.length]!, c, other[(j + 1) % other.length]!)))

/** A corner of a polygon: part, ring (0 the outline, then its holes), corner; or the middle of the side that begins there. */
export interface Place {
  readonly part: number
  readonly ring: number
  readonly corner: number
  readonly isMiddle: boolean
}

export const placeName = (part: number, ring: number, corner: number, isMiddle = false) =>
  `${part}.${ring}.${corner}${isMiddle ? '+' : ''}`

export function placeOf(name: string): Place {
  const [part, ring, corner] = name.replace('+', '').split('.').map(Number)
  return { part: part ?? 0, ring: ring ?? 0, corner: corner ?? 0, isMiddle: name.endsWith('+') }
}

export const ringsOf = (part: Polygon['parts'][number]): Ring[] => [part.outer, ...(part.holes ?? [])]

/** A polygon with one ring replaced; null takes it out, and the part with its outline. */
export function withRing(polygon: Polygon, part: number, ring: number, made: Ring | null): Polygon | null {
  const parts = polygon.parts.flatMap((old, p) => {
    if (p !== part) return [old]
    if (ring === 0) return made ? [{ ...old, outer: made }] : []
    const holes = (old.holes ?? []).flatMap((hole, h) => (h !== ring - 1 ? [hole] : made ? [made] : []))
    return [holes.length > 0 ? { outer: old.outer, holes } : { outer: old.outer }]
  })
  return parts.length > 0 ? { ...polygon, parts } : null
}

export const pointOf = ([x, y]: Corner): Point => ({ x, y })
