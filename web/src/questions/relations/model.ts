// What linking two spans does to an answer. Plain functions: the surface draws, this decides.
import type {
  Answer,
  LabelSchema,
  RelationAnswer,
  RelationLabel,
  RelationsQuestion,
  SpanAnswer,
  SpanEnd,
  SpansQuestion,
} from '../../api/types'
import { w } from '../../i18n'
import type { Draft } from '../contract'
import { bare, keyOf } from '../spans/model'

export type RelationsDraft = Draft<RelationAnswer[]>

/** How relations are looked at while they are made. */
export interface RelationsView {
  readonly from?: SpanEnd | undefined
  readonly to?: SpanEnd | undefined
  /** The label that the next pair gets at once. */
  readonly armed?: string | undefined
  /** A relation, by `relationKey`. */
  readonly selected?: string | undefined
  readonly refused?: string | undefined
}

export const relationsView = (view: unknown): RelationsView => (view as RelationsView | undefined) ?? {}

export const relationKey = ({ label, from, to }: RelationAnswer) => [label, keyOf(from), keyOf(to)].join(' | ')

/** The question whose spans are related. */
export function spansUnder(question: RelationsQuestion, item: { schema: LabelSchema } | undefined): SpansQuestion | undefined {
  const over = item?.schema.questions.find(q => q.name === question.over)
  return over?.kind === 'spans' ? over : undefined
}

export const isDirected = (question: RelationsQuestion, label: string) =>
  question.labels.find(l => l.name === label)?.directed !== false

const allows = (labels: readonly string[] | undefined, label: string) =>
  labels === undefined || labels.length === 0 || labels.includes(label)

/** Whether a label may lead from one span to another; one without a direction may be read either way. */
export const mayLink = (label: RelationLabel, from: SpanEnd, to: SpanEnd): boolean =>
  (allows(label.from, from.label) && allows(label.to, to.label)) ||
  (label.directed === false && allows(label.from, to.label) && allows(label.to, from.label))

export const choices = (question: RelationsQuestion, from: SpanEnd, to: SpanEnd): RelationLabel[] =>
  keyOf(from) === keyOf(to) ? [] : question.labels.filter(label => mayLink(label, from, to))

/** Whether anything may lead from a span. */
export const mayBegin = (question: RelationsQuestion, span: SpanEnd) =>
  question.labels.some(label => allows(label.from, span.label) || (label.directed === false && allows(label.to, span.label)))

const relationsOf = (draft: RelationsDraft) => draft.answer ?? []

const looked = (draft: RelationsDraft, change: Partial<RelationsView>): RelationsDraft => ({
  ...draft,
  view: { ...relationsView(draft.view), refused: undefined, ...change } satisfies RelationsView,
})

const same = (question: RelationsQuestion, a: RelationAnswer, b: RelationAnswer) =>
  relationKey(a) === relationKey(b) ||
  (a.label === b.label && !isDirected(question, a.label) && keyOf(a.from) === keyOf(b.to) && keyOf(a.to) === keyOf(b.from))

function put(
  question: RelationsQuestion,
  draft: RelationsDraft,
  before: RelationAnswer | undefined,
  after: RelationAnswer,
): RelationsDraft {
  const others = relationsOf(draft).filter(relation => relation !== before)
  if (others.some(other => same(question, other, after))) return looked(draft, { refused: w.relations.already })
  return looked({ ...draft, answer: [...others, after] }, { from: undefined, to: undefined, selected: relationKey(after) })
}

/** One that is made elsewhere, with both ends. */
export const addRelation = (question: RelationsQuestion, draft: RelationsDraft, relation: RelationAnswer): RelationsDraft =>
  put(question, draft, undefined, relation)

/** The same for both readings of a relation without direction. */
export const inOneOrder = (question: RelationsQuestion, relation: RelationAnswer): RelationAnswer =>
  isDirected(question, relation.label) || keyOf(relation.from) < keyOf(relation.to)
    ? relation
    : { ...relation, from: relation.to, to: relation.from }

/** Begins a relation at a span. */
export const begin = (draft: RelationsDraft, from: SpanAnswer): RelationsDraft =>
  looked(draft, { from: bare(from), to: undefined, selected: undefined })

/** Names the other end. It is made at once when its label was chosen before or only one fits; otherwise a label's key makes it. */
export function end(question: RelationsQuestion, draft: RelationsDraft, to: SpanAnswer): RelationsDraft {
  const { from, armed } = relationsView(draft.view)
  if (!from) return begin(draft, to)
  const fitting = choices(question, from, bare(to))
  const [only] = fitting
  if (!only) return looked(draft, { refused: w.relations.noneFits })
  const label = fitting.find(l => l.name === armed) ?? (fitting.length === 1 ? only : undefined)
  return label ? put(question, draft, undefined, { label: label.name, from, to: bare(to) }) : looked(draft, { to: bare(to) })
}

/** Points at the other end without making anything: a label's key does. */
export const point = (draft: RelationsDraft, to: SpanAnswer): RelationsDraft => looked(draft, { to: bare(to) })

/** A label's key: makes the relation between two ends, else gives the selected one another label, else is for the next. */
export function pressRelation(question: RelationsQuestion, draft: RelationsDraft, name: string): RelationsDraft {
  const { from, to, armed, selected } = relationsView(draft.view)
  const label = question.labels.find(l => l.name === name)
  if (!label) return draft
  if (from && to) {
    if (!choices(question, from, to).includes(label)) return looked(draft, { refused: w.relations.mayNot(label.title ?? name) })
    return put(question, draft, undefined, { label: name, from, to })
  }
  const relation = relationsOf(draft).find(one => relationKey(one) === selected)
  if (relation) {
    if (relation.label === name) return draft
    if (!mayLink(label, relation.from, relation.to)) return looked(draft, { refused: w.relations.mayNot(label.title ?? name) })
    return put(question, draft, relation, { ...relation, label: name })
  }
  return looked(draft, { armed: armed === name ? undefined : name })
}

/** The other way round, where its label allows that. */
export function turn(question: RelationsQuestion, draft: RelationsDraft, relation: RelationAnswer): RelationsDraft {
  const label = question.labels.find(l => l.name === relation.label)
  if (!label || !mayLink(label, relation.to, relation.from)) return looked(draft, { refused: w.relations.mayNotTurn })
  return put(question, draft, relation, { ...relation, from: relation.to, to: relation.from })
}

export function removeRelation(draft: RelationsDraft, relation: RelationAnswer): RelationsDraft {
  const rest = relationsOf(draft).filter(one => one !== relation)
  return looked({ ...draft, answer: rest.length > 0 ? rest : undefined }, { selected: undefined })
}

export const selectRelation = (draft: RelationsDraft, relation: RelationAnswer | undefined): RelationsDraft =>
  looked(draft, { selected: relation && relationKey(relation), from: undefined, to: undefined })

/** One step back out; null when there is nothing to leave. */
export function leaveRelation(draft: RelationsDraft): RelationsDraft | null {
  const { from, to, selected, armed, refused } = relationsView(draft.view)
  if (to) return looked(draft, { to: undefined })
  if (from ?? selected ?? refused) return looked(draft, { from: undefined, selected: undefined })
  return armed === undefined ? null : looked(draft, { armed: undefined })
}

export const noRelations = (draft: RelationsDraft): RelationsDraft =>
  relationsOf(draft).length > 0 ? draft : looked({ ...draft, answer: draft.answer ? undefined : [] }, {})

/**
 * The relations after the spans they join have changed: one span in another's place (a label, a border) takes its relations along; those of a span
 * that is gone go with it, and those its new label does not allow.
 */
export function follow(
  question: RelationsQuestion,
  answer: Answer | undefined,
  before: Answer | undefined,
  after: Answer | undefined,
): RelationAnswer[] | undefined {
  const relations = answer as RelationAnswer[] | undefined
  if (!relations || relations.length === 0) return relations
  const spans = ((after ?? []) as SpanAnswer[]).map(bare)
  const now = new Map(spans.map(span => [keyOf(span), span]))
  const was = ((before ?? []) as SpanAnswer[]).map(bare)
  const known = new Set(was.map(keyOf))
  const gone = was.filter(span => !now.has(keyOf(span)))
  const fresh = spans.filter(span => !known.has(keyOf(span)))
  const [moved] = gone
  const [to] = fresh
  if (moved && to && gone.length === 1 && fresh.length === 1) now.set(keyOf(moved), to)
  const kept = relations.flatMap(relation => {
    const label = question.labels.find(l => l.name === relation.label)
    const [from, end] = [now.get(keyOf(relation.from)), now.get(keyOf(relation.to))]
    return label && from && end && mayLink(label, from, end) ? [{ ...relation, from, to: end }] : []
  })
  return kept.length > 0 ? kept : undefined
}
