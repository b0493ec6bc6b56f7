// Boxes: geometry and pen.
import type { Box } from '../../api/types'
import { w } from '../../i18n'
import {
  between,
  boundsOf,
  clamp,
  distance,
  held,
  inRect,
  round2,
  snap,
  turn,
  type Point,
  type Rect,
  type Size,
} from '../image/geometry'
import { square, type Handle, type Pen } from '../image/shaping'

/** A press that moves less is a click, in pixels of the screen. */
const STILL = 3
/** How far above the box the handle is that turns it, in parts of its height. */
const TURN_AT = 0.5

export const centre = (box: Rect): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

const corners = (box: Box): Point[] =>
  [
    [box.x, box.y],
    [box.x + box.width, box.y],
    [box.x + box.width, box.y + box.height],
    [box.x, box.y + box.height],
  ].map(([x, y]) => turn({ x: x!, y: y! }, centre(box), box.rotation ?? 0))

export const boxBounds = (box: Box): Rect => boundsOf(corners(box))

export function holdsPoint(box: Box, at: Point, slack: number) {
  return inRect(box, turn(at, centre(box), -(box.rotation ?? 0)), slack)
}

const SIDES: readonly [string, number, number, string][] = [
  ['nw', 0, 0, 'nwse-resize'],
  ['n', 0.5, 0, 'ns-resize'],
  ['ne', 1, 0, 'nesw-resize'],
  ['e', 1, 0.5, 'ew-resize'],
  ['se', 1, 1, 'nwse-resize'],
  ['s', 0.5, 1, 'ns-resize'],
  ['sw', 0, 1, 'nesw-resize'],
  ['w', 0, 0.5, 'ew-resize'],
]

/** Eight to resize, and one inside the upper half to turn it where boxes may be turned. */
export function boxHandles(box: Box, rotated: boolean): Handle[] {
  const at = (px: number, py: number) =>
    turn({ x: box.x + px * box.width, y: box.y + py * box.height }, centre(box), box.rotation ?? 0)
  const sides = SIDES.map(([id, px, py, cursor]) => square(id, at(px, py), cursor))
  return rotated ? [...sides, { id: 'turn', ...at(0.5, TURN_AT / 2), look: 'round', cursor: 'grab' }] : sides
}

/** A corner or side drawn to a place; the opposite one stays where it is. */
export function pullBox(box: Box, handle: string, to: Point, size: Size): Box {
  const about = centre(box)
  const degrees = box.rotation ?? 0
  if (handle === 'turn') {
    const angle = (Math.atan2(to.x - about.x, about.y - to.y) * 180) / Math.PI
    return { ...box, rotation: round2((angle + 360) % 360) % 360 }
  }
  const inside = degrees === 0 ? { x: Math.round(clamp(to.x, 0, size.width)), y: Math.round(clamp(to.y, 0, size.height)) } : to
  const local = turn(inside, about, -degrees)
  const left = handle.includes('w') ? local.x : box.x
  const right = handle.includes('e') ? local.x : box.x + box.width
  const top = handle.includes('n') ? local.y : box.y
  const bottom = handle.includes('s') ? local.y : box.y + box.height
  const next = between({ x: left, y: top }, { x: right, y: bottom })
  const width = Math.max(next.width, 1)
  const height = Math.max(next.height, 1)
  if (degrees === 0)
    return { ...box, x: Math.min(next.x, size.width - width), y: Math.min(next.y, size.height - height), width, height }
  const middle = turn(centre({ ...next, width, height }), about, degrees)
  return aboutCentre(box, middle, { width: round2(width), height: round2(height) }, size)
}

/** A turned box may reach beyond the image as long as its centre is inside. */
const aboutCentre = (box: Box, middle: Point, sides: Size, size: Size): Box => ({
  ...box,
  width: sides.width,
  height: sides.height,
  x: round2(clamp(middle.x, 0, size.width) - sides.width / 2),
  y: round2(clamp(middle.y, 0, size.height) - sides.height / 2),
})

export function shiftBox(box: Box, by: Point, size: Size): Box {
  const middle = centre(box)
  if (box.rotation) return aboutCentre(box, { x: middle.x + by.x, y: middle.y + by.y }, box, size)
  const { x, y } = held(box, by, size)
  return { ...box, x: round2(box.x + x), y: round2(box.y + y) }
}

export function fittedBox(box: Box, size: Size): Box | null {
  if (box.rotation) return inRect({ x: 0, y: 0, ...size }, centre(box)) ? box : null
  const x = clamp(box.x, 0, size.width)
  const y = clamp(box.y, 0, size.height)
  const width = round2(Math.min(box.x + box.width, size.width) - x)
  const height = round2(Math.min(box.y + box.height, size.height) - y)
  return width > 0 && height > 0 ? { ...box, x, y, width, height } : null
}

export const boxWhere = (box: Box) => w.image.span(box.x, box.x + box.width, box.y, box.y + box.height)

export interface BoxSketch {
  readonly from: Point
  readonly to: Point
}

/** A drag from corner to corner, on whole pixels. */
export const boxPen: Pen = {
  press: at => ({ sketch: { from: at, to: at } satisfies BoxSketch }),
  move: (at, { sketch }) => ({ sketch: sketch ? { from: (sketch as BoxSketch).from, to: at } : null }),
  release(at, { sketch, size, zoom, label }) {
    if (!sketch) return { sketch: null }
    const { from } = sketch as BoxSketch
    if (distance(from, at) * zoom < STILL) return { sketch: null, isClick: true }
    const { x, y, width, height } = between(snap(from, size, 1), snap(at, size, 1))
    return width > 0 && height > 0 ? { sketch: null, add: { label, x, y, width, height } } : { sketch: null }
  },
  finish: () => ({ sketch: null }),
  back: () => ({ sketch: null }),
}
