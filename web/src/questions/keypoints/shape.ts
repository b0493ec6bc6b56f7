// Skeletons of named points: geometry and pen.
import type { ImageQuestion, Keypoints, KeypointsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { boundsOf, distance, held, inRect, round2, snap, toSegment, type Point, type Rect, type Size } from '../image/geometry'
import type { Handle, Pen } from '../image/shaping'

export function pointAt(region: Keypoints, name: string): Point | null {
  const found = region.points[name]
  return found ? { x: found[0], y: found[1] } : null
}

const placesOf = (region: Keypoints): Point[] => Object.values(region.points).map(([x, y]) => ({ x, y }))

export const skeletonBounds = (region: Keypoints): Rect => boundsOf(placesOf(region))

/** Near a point, or anywhere in the rectangle around three or more. */
export function skeletonHolds(region: Keypoints, at: Point, slack: number): boolean {
  const points = placesOf(region)
  if (points.some(point => distance(at, point) <= slack * 1.5)) return true
  const [a, b] = points
  if (points.length === 2 && a && b) return toSegment(at, a, b) <= slack
  return points.length > 2 && inRect(skeletonBounds(region), at)
}

export const skeletonHandles = (region: Keypoints, question: ImageQuestion): Handle[] =>
  (question as KeypointsQuestion).points.flatMap(({ name }): Handle[] => {
    const at = pointAt(region, name)
    return at ? [{ id: name, ...at, look: 'round', cursor: 'move' }] : []
  })

const withPoint = (region: Keypoints, name: string, { x, y }: Point, seen: 1 | 2): Keypoints => ({
  ...region,
  points: { ...region.points, [name]: [x, y, seen] },
})

export function pullPoint(region: Keypoints, name: string, to: Point, size: Size, zoom: number): Keypoints {
  const found = region.points[name]
  return found ? withPoint(region, name, snap(to, size, zoom), found[2]) : region
}

export function shiftSkeleton(region: Keypoints, by: Point, size: Size): Keypoints {
  const move = held(skeletonBounds(region), by, size)
  return {
    ...region,
    points: Object.fromEntries(
      Object.entries(region.points).map(([name, [x, y, seen]]) => [name, [round2(x + move.x), round2(y + move.y), seen]]),
    ),
  }
}

export function cutPoint(region: Keypoints, name: string): Keypoints | null {
  const { [name]: _gone, ...points } = region.points
  return Object.keys(points).length > 0 ? { ...region, points } : null
}

/** Seen, hidden by something, seen again. */
export function toggleSeen(region: Keypoints, name: string): Keypoints {
  const found = region.points[name]
  return found ? withPoint(region, name, { x: found[0], y: found[1] }, found[2] === 2 ? 1 : 2) : region
}

/** What the next press sets: the point asked for, or the first that is missing; null when all are set. */
export function nextPoint(question: KeypointsQuestion, region: Keypoints | null, wanted: string | null): string | null {
  const missing = question.points.map(p => p.name).filter(name => !region?.points[name])
  return wanted !== null && missing.includes(wanted) ? wanted : (missing[0] ?? null)
}

export function skeletonWhere(region: Keypoints) {
  const { x, y, width, height } = skeletonBounds(region)
  return w.image.span(x, x + width, y, y + height)
}

export function fittedSkeleton(region: Keypoints, size: Size): Keypoints | null {
  const bounds = skeletonBounds(region)
  return bounds.width > size.width || bounds.height > size.height ? null : shiftSkeleton(region, { x: 0, y: 0 }, size)
}

/** Each press sets a point, in the order of the question; the first of a new skeleton once all are set. With Shift a hidden one. */
export const pointPen: Pen = {
  press(at, state) {
    const question = state.question as KeypointsQuestion
    const place = snap(at, state.size, state.zoom)
    const seen = state.other ? 1 : 2
    const selected = state.selected as Keypoints | null
    const next = selected && nextPoint(question, selected, state.grip)
    if (selected && next) return { sketch: null, change: withPoint(selected, next, place, seen) }
    const first = question.points[0]
    return first
      ? { sketch: null, add: withPoint({ label: state.label, points: {} }, first.name, place, seen) }
      : { sketch: null }
  },
  move: () => ({ sketch: null }),
  release: () => ({ sketch: null }),
  finish: () => ({ sketch: null }),
  back: () => ({ sketch: null }),
}
