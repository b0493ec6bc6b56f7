// Drawing an outline corner by corner.
import type { Polygon, Ring } from '../../api/types'
import { distance, ringArea, snap } from '../image/geometry'
import type { Pen, PenState, Stroke } from '../image/shaping'
import { crossesItself, pointOf } from './rings'
import { withHole, withPart } from './shape'

export interface OutlineSketch {
  readonly corners: Ring
  /** Where the next corner would be. */
  readonly next: readonly [number, number]
}

const sketchOf = (state: PenState) => state.sketch as OutlineSketch | null

/** Joins the last corner to the first, if that makes an outline. */
function close(state: PenState): Stroke {
  const corners = sketchOf(state)?.corners ?? []
  if (corners.length < 3 || crossesItself(corners, true) || ringArea(corners) === 0) return { sketch: state.sketch }
  const selected = state.selected as Polygon | null
  if (selected && state.tool === 'hole') {
    const change = withHole(selected, corners)
    return change ? { sketch: null, change } : { sketch: state.sketch }
  }
  if (selected && state.tool === 'part') return { sketch: null, change: withPart(selected, corners) }
  return { sketch: null, add: { label: state.label, parts: [{ outer: corners }] } }
}

export const outlinePen: Pen = {
  press(at, state) {
    const { x, y } = snap(at, state.size, state.zoom)
    const sketch = sketchOf(state)
    if (!sketch) return { sketch: { corners: [[x, y]], next: [x, y] } satisfies OutlineSketch }
    const { corners } = sketch
    if (corners.length >= 3 && distance(at, pointOf(corners[0]!)) <= state.slack) return close(state)
    // A second press on the last corner, as of a double click, closes too.
    if (distance(at, pointOf(corners.at(-1)!)) <= state.slack / 2) return corners.length >= 3 ? close(state) : { sketch }
    const more: Ring = [...corners, [x, y]]
    return { sketch: crossesItself(more, false) ? sketch : ({ corners: more, next: [x, y] } satisfies OutlineSketch) }
  },
  move(at, state) {
    const sketch = sketchOf(state)
    if (!sketch) return { sketch: null }
    const { x, y } = snap(at, state.size, state.zoom)
    return { sketch: { ...sketch, next: [x, y] } satisfies OutlineSketch }
  },
  release: (_at, state) => ({ sketch: state.sketch }),
  finish: close,
  back(state) {
    const sketch = sketchOf(state)
    return { sketch: sketch && sketch.corners.length > 1 ? { ...sketch, corners: sketch.corners.slice(0, -1) } : null }
  },
}
