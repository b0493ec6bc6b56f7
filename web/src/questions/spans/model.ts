// What marking does to an answer. Plain functions: the surface draws, this decides.
import type { Answers, Extent, Label, LabelSchema, SpanAnswer, SpanEnd, SpansQuestion } from '../../api/types'
import { w } from '../../i18n'
import { withAttribute, withOwnAttributes } from '../attributes/attributes'
import { titleOf } from '../choice/labels'
import type { Draft } from '../contract'
import { joined, lengthOf, partsOf, sameExtent, shared } from '../onText/extent'

export type SpansDraft = Draft<SpanAnswer[]>

/** How spans are looked at while they are marked. */
export interface SpansView {
  /** The label that what is drawn next gets. */
  readonly armed?: string | undefined
  /** A span, by `keyOf`. */
  readonly selected?: string | undefined
  /** What a label's key would mark. */
  readonly pending?: Extent | undefined
  /** The span that was selected last: a further part is added to it. */
  readonly last?: string | undefined
  /** Why the last step could not be taken. */
  readonly refused?: string | undefined
}

export const viewOf = (view: unknown): SpansView => (view as SpansView | undefined) ?? {}

export const keyOf = (span: SpanEnd) =>
  [span.field ?? '', ...partsOf(span).map(([start, end]) => `${start}-${end}`), span.label].join(' ')

/** The fields it is about, as the schema has them. */
export const fieldsOf = (question: SpansQuestion, schema: LabelSchema): readonly string[] =>
  question.fields && question.fields.length > 0
    ? question.fields
    : schema.fields.filter(field => field.kind === 'text').map(field => field.name)

/** What a span in a field calls it: nothing where the question names one field only. */
export const fieldName = (question: SpansQuestion, field: string) => (question.fields?.length === 1 ? undefined : field)

export const isIn = (span: Extent, field: string) => span.field === undefined || span.field === field

/** The bare span: how relations name it. */
export const bare = ({ attributes: _attributes, ...span }: SpanAnswer): SpanEnd => span

export const labelNamed = (question: SpansQuestion, name: string): Label | undefined => question.labels.find(l => l.name === name)

export const labelTitle = (question: SpansQuestion, name: string) => {
  const label = labelNamed(question, name)
  return label ? titleOf(label) : name
}

export const colorOf = (question: { labels: readonly Label[] }, name: string): number | null => {
  const place = question.labels.findIndex(l => l.name === name)
  return place < 0 ? null : (question.labels[place]?.color ?? place + 1)
}

/** By place, longer ones first where they begin together. */
export const inOrder = (question: SpansQuestion, spans: readonly SpanAnswer[]): SpanAnswer[] =>
  [...spans].sort(
    (a, b) =>
      (question.fields?.indexOf(a.field ?? '') ?? 0) - (question.fields?.indexOf(b.field ?? '') ?? 0) ||
      a.start - b.start ||
      b.end - a.end ||
      question.labels.findIndex(l => l.name === a.label) - question.labels.findIndex(l => l.name === b.label),
  )

/** Why a span cannot be among others, in words; null when it can. */
export function conflict(question: SpansQuestion, others: readonly SpanAnswer[], span: SpanEnd): string | null {
  for (const other of others) {
    if (other.label === span.label && sameExtent(other, span)) return w.spans.already(labelTitle(question, span.label))
    const both = shared(other, span)
    if (both === 0 || question.overlap === 'any') continue
    if (question.overlap !== 'nested') return w.spans.mayNotOverlap(labelTitle(question, other.label))
    if (both !== lengthOf(other) && both !== lengthOf(span)) return w.spans.mayNotCross(labelTitle(question, other.label))
  }
  return null
}

const spansOf = (draft: SpansDraft) => draft.answer ?? []

export const selectedOf = (draft: SpansDraft): SpanAnswer | undefined => {
  const { selected } = viewOf(draft.view)
  return selected === undefined ? undefined : spansOf(draft).find(span => keyOf(span) === selected)
}

const looked = (draft: SpansDraft, change: Partial<SpansView>): SpansDraft => ({
  ...draft,
  view: { ...viewOf(draft.view), refused: undefined, ...change } satisfies SpansView,
})

const said = (question: SpansQuestion, draft: SpansDraft, spans: readonly SpanAnswer[]): SpansDraft => ({
  ...draft,
  answer: spans.length > 0 ? inOrder(question, spans) : undefined,
})

/** Replaces a span (or adds one, where `before` is undefined), or says why it cannot be. */
export function put(question: SpansQuestion, draft: SpansDraft, before: SpanAnswer | undefined, after: SpanAnswer): SpansDraft {
  const others = spansOf(draft).filter(span => span !== before)
  const refused = conflict(question, others, after)
  if (refused !== null) return looked(draft, { refused })
  return looked(said(question, draft, [...others, withOwnAttributes(question, after)]), {
    selected: keyOf(after),
    pending: undefined,
  })
}

/** A label's key: marks what is pending, else gives the selected span another label, else is what is drawn next. */
export function pressLabel(question: SpansQuestion, draft: SpansDraft, label: string): SpansDraft {
  const { pending, armed } = viewOf(draft.view)
  if (pending) return put(question, draft, undefined, { ...pending, label })
  const selected = selectedOf(draft)
  if (selected) return selected.label === label ? draft : put(question, draft, selected, { ...selected, label })
  return looked(draft, { armed: armed === label ? undefined : label })
}

/** A stretch was drawn: it waits for a label, or is marked at once with the one that was chosen before. */
export function drawn(question: SpansQuestion, draft: SpansDraft, extent: Extent): SpansDraft {
  const { armed } = viewOf(draft.view)
  if (armed === undefined) return looked(draft, { pending: extent, selected: undefined })
  // The next label key is for what is drawn next, so that this one is not selected.
  const after = put(question, draft, undefined, { ...extent, label: armed })
  return after.answer === draft.answer ? after : looked(after, { selected: undefined, last: viewOf(after.view).selected })
}

/** One part more for the span that was selected last. */
export function addPart(question: SpansQuestion, draft: SpansDraft, extent: Extent): SpansDraft {
  const { selected, last } = viewOf(draft.view)
  const span = spansOf(draft).find(one => keyOf(one) === (selected ?? last))
  if (!span || span.field !== extent.field) return looked(draft, { refused: w.spans.partOfNone })
  const after = joined(span.field, [...partsOf(span), ...partsOf(extent)])
  return put(question, draft, span, {
    ...after,
    label: span.label,
    ...(span.attributes ? { attributes: span.attributes } : {}),
  })
}

/** Moves the beginning or the end of a span; of one with gaps its first or last part. */
export function moveEnd(
  question: SpansQuestion,
  draft: SpansDraft,
  span: SpanAnswer,
  end: 'start' | 'end',
  at: number,
): SpansDraft {
  const parts = partsOf(span).map(([from, to]) => [from, to] as [number, number])
  const part = end === 'start' ? parts[0] : parts.at(-1)
  if (!part) return draft
  part[end === 'start' ? 0 : 1] = at
  if (part[0] >= part[1]) return draft
  const { parts: _gaps, ...rest } = span
  const moved = { ...rest, ...joined(span.field, parts) }
  return keyOf(moved) === keyOf(span) ? draft : put(question, draft, span, moved)
}

export function remove(question: SpansQuestion, draft: SpansDraft, span: SpanAnswer): SpansDraft {
  return looked(
    said(
      question,
      draft,
      spansOf(draft).filter(one => one !== span),
    ),
    { selected: undefined, last: undefined },
  )
}

export const select = (draft: SpansDraft, span: SpanAnswer | undefined): SpansDraft =>
  looked(draft, { selected: span && keyOf(span), last: span ? keyOf(span) : viewOf(draft.view).last, pending: undefined })

export const pend = (draft: SpansDraft, pending: Extent | undefined): SpansDraft =>
  looked(draft, { pending, ...(pending ? { selected: undefined } : {}) })

/** One step back out: what is pending or selected, then the label chosen before; null when there is nothing to leave. */
export function leave(draft: SpansDraft): SpansDraft | null {
  const { pending, selected, armed, refused } = viewOf(draft.view)
  if (pending ?? selected ?? refused) return looked(draft, { pending: undefined, selected: undefined })
  return armed === undefined ? null : looked(draft, { armed: undefined })
}

/** The spans at a place, the shortest first: what a click there may mean. */
export const at = (spans: readonly SpanAnswer[], field: string, point: number): SpanAnswer[] =>
  spans
    .filter(span => isIn(span, field) && partsOf(span).some(([start, end]) => start <= point && point < end))
    .sort((a, b) => lengthOf(a) - lengthOf(b))

/** A click selects the shortest span there; the next click the one below it. */
export function cycle(draft: SpansDraft, field: string, point: number): SpanAnswer | undefined {
  const here = at(spansOf(draft), field, point)
  const { selected } = viewOf(draft.view)
  const place = here.findIndex(span => keyOf(span) === selected)
  return here[(place + 1) % Math.max(1, here.length)]
}

/** "There is nothing here" is an answer: an empty list. Said again it is taken back. */
export const nothing = (draft: SpansDraft): SpansDraft =>
  spansOf(draft).length > 0 ? draft : looked({ ...draft, answer: draft.answer ? undefined : [] }, {})

export function setAttribute(
  question: SpansQuestion,
  draft: SpansDraft,
  span: SpanAnswer,
  name: string,
  answer: Answers[string] | undefined,
): SpansDraft {
  const after = withAttribute(span, name, answer)
  return said(
    question,
    draft,
    spansOf(draft).map(one => (one === span ? after : one)),
  )
}
