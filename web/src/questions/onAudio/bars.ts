// The segments of every question on a recording as bars in rows, and which of them is at a place. Pure.
import type { SegmentAnswer, SegmentsQuestion } from '../../api/types'
import type { Layer } from '../item/surface'
import { atHand } from '../suggestions'
import { lanesOf } from '../segments/lanes'
import { keyOf, segmentsOf, viewOf, type End } from '../segments/model'
import type { Stretch } from './viewport'

export interface Bar extends Stretch {
  readonly layer: SegmentsLayer
  /** As it is in the answer; undefined while it is being drawn. */
  readonly segment: SegmentAnswer | undefined
  readonly label: string
  /** From 1, by time; null while it is being drawn. */
  readonly number: number | null
  readonly row: number
  readonly isSelected: boolean
  /** Of one that a weak model proposes, its place in what it proposes. */
  readonly place?: number
}

export type SegmentsLayer = Layer & { readonly question: SegmentsQuestion }

/** What is being changed, in place of what it was; `segment` is undefined for what is drawn anew. */
export interface Instead extends Stretch {
  readonly index: number
  readonly segment: SegmentAnswer | undefined
  readonly label: string
}

/** Each question has rows of its own, in schema order; one without segments keeps one. */
export function barsOf(layers: readonly SegmentsLayer[], instead: Instead | null): { bars: Bar[]; rows: number } {
  const bars: Bar[] = []
  let rows = 0
  for (const layer of layers) {
    const selected = layer.active ? viewOf(layer.draft.view).selected : undefined
    const own = segmentsOf(layer.draft).map((segment, i): Omit<Bar, 'row'> => {
      const shown = instead?.segment === segment ? instead : segment
      const isSelected = keyOf(segment) === selected
      return { layer, segment, label: segment.label, number: i + 1, start: shown.start, end: shown.end, isSelected }
    })
    if (instead && instead.index === layer.index && instead.segment === undefined)
      own.push({ ...instead, layer, segment: undefined, number: null, isSelected: true })
    const atHandNow = layer.active ? atHand(layer.suggested, layer.draft) : undefined
    for (const one of layer.suggested) {
      const { label, start, end } = one.part as SegmentAnswer
      own.push({ layer, segment: undefined, label, number: null, start, end, isSelected: one === atHandNow, place: one.place })
    }
    const lanes = lanesOf(own)
    bars.push(...own.map((bar, i) => ({ ...bar, row: rows + lanes[i]! })))
    rows += Math.max(1, ...lanes.map(lane => lane + 1))
  }
  return { bars, rows: Math.max(1, rows) }
}

/** The part of a bar that a press takes hold of. */
export type Part = End | 'whole'

/**
 * The bar of a row at a time. Borders are taken hold of within reach on both sides, inside a short bar in its outer thirds only, so that there
 * always is a middle to move it by. Where borders of two bars meet, the selected one's goes first.
 */
export function barAt(bars: readonly Bar[], row: number, time: number, reach: number): { bar: Bar; part: Part } | null {
  let best: { bar: Bar; part: Part; far: number } | null = null
  for (const bar of bars) {
    if (bar.row !== row || bar.segment === undefined || time < bar.start - reach || time > bar.end + reach) continue
    const inside = Math.min(reach, (bar.end - bar.start) / 3)
    const part: Part = time <= bar.start + inside ? 'start' : time >= bar.end - inside ? 'end' : 'whole'
    const far = part === 'whole' ? 0 : Math.abs(time - bar[part]) - (bar.isSelected ? reach : 0)
    if (!best || far < best.far) best = { bar, part, far }
  }
  return best && { bar: best.bar, part: best.part }
}
