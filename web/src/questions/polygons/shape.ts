// Polygons: geometry of several parts with holes.
import type { Polygon, Ring } from '../../api/types'
import { w } from '../../i18n'
import { boundsOf, held, inRing, ringArea, round2, snap, toSegment, type Point, type Rect, type Size } from '../image/geometry'
import type { Handle } from '../image/shaping'
import { crossesItself, placeName, placeOf, pointOf, ringsMeet, ringsOf, withRing } from './rings'

export const polygonBounds = (polygon: Polygon): Rect => boundsOf(polygon.parts.flatMap(part => part.outer.map(pointOf)))

const onEdge = (ring: Ring, at: Point, slack: number) =>
  ring.some((corner, i) => toSegment(at, pointOf(corner), pointOf(ring[(i + 1) % ring.length]!)) <= slack)

export const polygonHolds = (polygon: Polygon, at: Point, slack: number) =>
  polygon.parts.some(
    part =>
      (inRing(part.outer, at) && !(part.holes ?? []).some(hole => inRing(hole, at))) ||
      ringsOf(part).some(ring => onEdge(ring, at, slack)),
  )

/** A corner each, and the middle of each side, which makes a corner when it is drawn. */
export const polygonHandles = (polygon: Polygon): Handle[] =>
  polygon.parts.flatMap((part, p) =>
    ringsOf(part).flatMap((ring, r) =>
      ring.flatMap((corner, c): Handle[] => {
        const next = ring[(c + 1) % ring.length]!
        const middle = { x: (corner[0] + next[0]) / 2, y: (corner[1] + next[1]) / 2 }
        return [
          { id: placeName(p, r, c, true), ...middle, look: 'faint', cursor: 'copy' },
          { id: placeName(p, r, c), ...pointOf(corner), look: 'round', cursor: 'move' },
        ]
      }),
    ),
  )

/** Lines of a part neither cross nor touch each other, and its holes lie in it. */
function isSound(polygon: Polygon, part: number, ring: number): boolean {
  const changed = polygon.parts[part]
  if (!changed) return false
  const [outer, ...holes] = ringsOf(changed)
  const own = ring === 0 ? outer! : holes[ring - 1]!
  if (crossesItself(own, true) || ringArea(own) === 0) return false
  const rings = [outer!, ...holes]
  return (
    holes.every(hole => hole.every(corner => inRing(outer!, pointOf(corner)))) &&
    rings.every((one, i) => rings.every((other, j) => j <= i || !ringsMeet(one, other)))
  )
}

const ringAt = (polygon: Polygon, part: number, ring: number): Ring | undefined => {
  const found = polygon.parts[part]
  return found && ringsOf(found)[ring]
}

/** A corner drawn to a place, or a new one in the middle of a side. Where lines would cross, the polygon as it was. */
export function pullPolygon(polygon: Polygon, handle: string, to: Point, size: Size, zoom: number): Polygon {
  const { part, ring, corner, isMiddle } = placeOf(handle)
  const old = ringAt(polygon, part, ring)
  if (!old) return polygon
  const { x, y } = snap(to, size, zoom)
  const made: Ring = isMiddle
    ? [...old.slice(0, corner + 1), [x, y], ...old.slice(corner + 1)]
    : old.map((was, i) => (i === corner ? [x, y] : was))
  const next = withRing(polygon, part, ring, made)
  return next && isSound(next, part, ring) ? next : polygon
}

/** Without a corner; a ring of three goes as a whole. */
export function cutPolygon(polygon: Polygon, handle: string): Polygon | null {
  const { part, ring, corner, isMiddle } = placeOf(handle)
  const old = ringAt(polygon, part, ring)
  if (!old || isMiddle) return polygon
  if (old.length <= 3) return withRing(polygon, part, ring, null)
  const made = old.filter((_, i) => i !== corner)
  const next = withRing(polygon, part, ring, made)
  return next && isSound(next, part, ring) ? next : polygon
}

const mapped = (polygon: Polygon, to: (corner: [number, number]) => [number, number]): Polygon => ({
  ...polygon,
  parts: polygon.parts.map(part => ({
    outer: part.outer.map(to),
    ...(part.holes && { holes: part.holes.map(hole => hole.map(to)) }),
  })),
})

export function shiftPolygon(polygon: Polygon, by: Point, size: Size): Polygon {
  const move = held(polygonBounds(polygon), by, size)
  return mapped(polygon, ([x, y]) => [round2(x + move.x), round2(y + move.y)])
}

/** Moved into the image where it is small enough. */
export function fittedPolygon(polygon: Polygon, size: Size): Polygon | null {
  const bounds = polygonBounds(polygon)
  return bounds.width > size.width || bounds.height > size.height ? null : shiftPolygon(polygon, { x: 0, y: 0 }, size)
}

export const corners = (polygon: Polygon) => polygon.parts.flatMap(ringsOf).reduce((sum, ring) => sum + ring.length, 0)

export function polygonWhere(polygon: Polygon) {
  const { x, y, width, height } = polygonBounds(polygon)
  return w.image.span(x, x + width, y, y + height)
}

export const withPart = (polygon: Polygon, outer: Ring): Polygon => ({ ...polygon, parts: [...polygon.parts, { outer }] })

/** Cuts a hole into the part it lies in; null where it lies in none, or touches another line. */
export function withHole(polygon: Polygon, hole: Ring): Polygon | null {
  const part = polygon.parts.findIndex(
    ({ outer, holes = [] }) =>
      hole.every(corner => inRing(outer, pointOf(corner))) &&
      !ringsMeet(outer, hole) &&
      !holes.some(other => ringsMeet(other, hole) || inRing(other, pointOf(hole[0]!))),
  )
  if (part < 0) return null
  return {
    ...polygon,
    parts: polygon.parts.map((old, p) => (p === part ? { outer: old.outer, holes: [...(old.holes ?? []), hole] } : old)),
  }
}
