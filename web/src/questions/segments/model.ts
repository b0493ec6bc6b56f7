// What an editor does to the segments of an answer and to how they are looked at. Plain functions: the surface draws, these decide.
import type { Answers, LabelSchema, SegmentAnswer, SegmentsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { withAttribute, withOwnAttributes } from '../attributes/attributes'
import { titleOf } from '../choice/labels'
import type { Draft } from '../contract'
import { clamp } from '../image/geometry'
import { kept } from '../onAudio/times'
import type { Stretch } from '../onAudio/viewport'

export type SegmentsDraft = Draft<SegmentAnswer[]>
export type End = 'start' | 'end'

/** The shortest segment, in seconds. */
export const SHORTEST = 0.001

/** How segments are looked at while they are marked. */
export interface SegmentsView {
  /** Of the next segment; absent: the first label. */
  readonly label?: string | undefined
  /** A segment, by `keyOf`. */
  readonly selected?: string | undefined
  /** Where one begins whose end is not marked yet. */
  readonly from?: number | undefined
  /** Why the last step could not be taken. */
  readonly refused?: string | undefined
}

export const viewOf = (view: unknown): SegmentsView => (view as SegmentsView | undefined) ?? {}

export const keyOf = ({ start, end, label }: SegmentAnswer) => `${start}-${end} ${label}`

/** The recording a question is answered on: the one it names, or the only one. */
export const fieldsOf = (question: SegmentsQuestion, schema: LabelSchema) =>
  question.field ? [question.field] : schema.fields.flatMap(f => (f.kind === 'audio' ? [f.name] : [])).slice(0, 1)

export const segmentsOf = (draft: Draft): readonly SegmentAnswer[] => (draft.answer as SegmentAnswer[] | undefined) ?? []

export const labelTitle = (question: SegmentsQuestion, name: string) => {
  const label = question.labels.find(l => l.name === name)
  return label ? titleOf(label) : name
}

export const labelIn = (question: SegmentsQuestion, view: unknown) => {
  const { label } = viewOf(view)
  return question.labels.some(l => l.name === label) ? label! : (question.labels[0]?.name ?? '')
}

/** The selected segment, if there still is one: it may have been undone. */
export const selectedIn = (draft: Draft): SegmentAnswer | undefined => {
  const { selected } = viewOf(draft.view)
  return selected === undefined ? undefined : segmentsOf(draft).find(segment => keyOf(segment) === selected)
}

export const look = <D extends Draft>(draft: D, change: Partial<SegmentsView>): D => ({
  ...draft,
  view: { ...viewOf(draft.view), refused: undefined, ...change } satisfies SegmentsView,
})

export const select = <D extends Draft>(draft: D, segment: SegmentAnswer | undefined): D =>
  look(draft, { selected: segment && keyOf(segment) })

/** By time, as they are kept; longer ones first where they begin together. */
export const inOrder = (question: SegmentsQuestion, segments: readonly SegmentAnswer[]): SegmentAnswer[] => {
  const place = (segment: SegmentAnswer) => question.labels.findIndex(l => l.name === segment.label)
  return [...segments].sort((a, b) => a.start - b.start || b.end - a.end || place(a) - place(b))
}

/** On milliseconds inside the recording, and not nothing. */
export function fitted(stretch: Stretch, duration: number): Stretch {
  const last = Math.floor(duration * 1000 + 1e-6) / 1000
  const start = kept(clamp(stretch.start, 0, last - SHORTEST))
  return { start, end: kept(clamp(stretch.end, start + SHORTEST, last)) }
}

/** Why a segment cannot be among others, in words; null when it can. */
export function conflict(question: SegmentsQuestion, others: readonly SegmentAnswer[], segment: SegmentAnswer): string | null {
  if (others.some(other => keyOf(other) === keyOf(segment))) return w.segments.already(labelTitle(question, segment.label))
  const inTheWay = others.find(other => other.start < segment.end && segment.start < other.end)
  return question.overlap === 'none' && inTheWay ? w.segments.mayNotOverlap(labelTitle(question, inTheWay.label)) : null
}

/** Where a segment may lie around a time: everywhere, or between its neighbours where none may overlap. */
export function roomAt(
  question: SegmentsQuestion,
  others: readonly SegmentAnswer[],
  { start, end }: Stretch,
  duration: number,
): Stretch {
  if (question.overlap !== 'none') return { start: 0, end: duration }
  return {
    start: Math.max(0, ...others.filter(other => other.end <= start).map(other => other.end)),
    end: Math.min(duration, ...others.filter(other => other.start >= end).map(other => other.start)),
  }
}

/** Replaces a segment (or adds one, where `before` is undefined) and selects it, or says why it cannot be. */
export function put<D extends Draft>(
  question: SegmentsQuestion,
  draft: D,
  before: SegmentAnswer | undefined,
  after: SegmentAnswer,
): D {
  const others = segmentsOf(draft).filter(segment => segment !== before)
  const refused = conflict(question, others, after)
  if (refused !== null) return look(draft, { refused })
  const answer = inOrder(question, [...others, withOwnAttributes(question, after)])
  return look({ ...draft, answer }, { selected: keyOf(after), from: undefined })
}

/** What was drawn, with the label of the next one. */
export function drawn<D extends Draft>(question: SegmentsQuestion, draft: D, stretch: Stretch, duration: number): D {
  return put(question, draft, undefined, { label: labelIn(question, draft.view), ...fitted(stretch, duration) })
}

/** Other times for a segment; the same draft where nothing changes. */
export function retimed<D extends Draft>(
  question: SegmentsQuestion,
  draft: D,
  segment: SegmentAnswer,
  stretch: Stretch,
  duration: number,
): D {
  const times = fitted(stretch, duration)
  return times.start === segment.start && times.end === segment.end
    ? draft
    : put(question, draft, segment, { ...segment, ...times })
}

/** A border earlier or later by some seconds; it stops at the other border and at the ends of the recording. */
export function nudged<D extends Draft>(
  question: SegmentsQuestion,
  draft: D,
  segment: SegmentAnswer,
  end: End,
  by: number,
  duration: number,
): D {
  return retimed(question, draft, segment, pulled(segment, end, segment[end] + by, duration), duration)
}

/** A border at a time, not beyond the other one. */
export const pulled = ({ start, end }: Stretch, which: End, to: number, duration: number): Stretch =>
  which === 'start' ? { start: clamp(to, 0, end - SHORTEST), end } : { start, end: clamp(to, start + SHORTEST, duration) }

/** The whole moved by milliseconds, as far as there is room; it stays as long as it is. */
export function shifted({ start, end }: Stretch, by: number, room: Stretch): Stretch {
  const held = kept(clamp(by, Math.min(0, room.start - start), Math.max(0, room.end - end)))
  return { start: kept(start + held), end: kept(end + held) }
}

/** A label's key: gives the selected segment another label, and the next one. */
export function pressLabel<D extends Draft>(question: SegmentsQuestion, draft: D, label: string): D {
  const segment = selectedIn(draft)
  const next = look(draft, { label })
  return !segment || segment.label === label ? next : put(question, next, segment, { ...segment, label })
}

export function setAttribute<D extends Draft>(
  question: SegmentsQuestion,
  draft: D,
  segment: SegmentAnswer,
  name: string,
  said: Answers[string] | undefined,
): D {
  return put(question, draft, segment, withAttribute(segment, name, said))
}

export function remove<D extends Draft>(draft: D, segment: SegmentAnswer): D {
  const left = segmentsOf(draft).filter(one => one !== segment)
  return look({ ...draft, answer: left.length > 0 ? left : undefined }, { selected: undefined })
}

/** Where the next segment begins; it is made once its end is marked. */
export const begun = <D extends Draft>(draft: D, at: number): D => look(draft, { from: kept(at), selected: undefined })

export function ended<D extends Draft>(question: SegmentsQuestion, draft: D, at: number, duration: number): D {
  const { from } = viewOf(draft.view)
  if (from === undefined) return look(draft, { refused: w.segments.beginFirst })
  if (Math.abs(at - from) < SHORTEST) return look(draft, { refused: w.segments.nothingBetween })
  return drawn(question, draft, { start: Math.min(from, at), end: Math.max(from, at) }, duration)
}

/** The next or previous one; undefined past the end. */
export function neighbour(draft: Draft, by: 1 | -1): SegmentAnswer | undefined {
  const all = segmentsOf(draft)
  const selected = selectedIn(draft)
  return selected ? all[all.indexOf(selected) + by] : by === 1 ? all[0] : all.at(-1)
}
