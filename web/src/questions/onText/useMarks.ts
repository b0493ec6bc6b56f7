// What a text surface shows and edits: the marks of every layer in this field, the question that is edited, the relations over it.
import { useState } from 'react'
import type { RelationAnswer, RelationsQuestion, SpanAnswer, SpansQuestion } from '../../api/types'
import type { KeyBinding } from '../contract'
import type { Layer } from '../item/surface'
import type { OpenPart } from '../suggestions'
import { isDirected, relationKey, relationsView, type RelationsDraft } from '../relations/model'
import { colorOf, isIn, keyOf, labelTitle, viewOf, type SpansDraft } from '../spans/model'
import { partsOf } from './extent'
import { depths, lanes, placeTags, type Box, type TagPlace } from './layout'
import type { Measure } from './measure'
import type { Offsets } from './offsets'

export interface SpansLayer extends Omit<Layer, 'question' | 'draft' | 'change' | 'keys'> {
  readonly question: SpansQuestion
  readonly draft: SpansDraft
  readonly keys: readonly KeyBinding<SpanAnswer[]>[]
  readonly change?: (draft: SpansDraft) => void
}
export interface RelationsLayer extends Omit<Layer, 'question' | 'draft' | 'change' | 'keys'> {
  readonly question: RelationsQuestion
  readonly draft: RelationsDraft
  readonly keys: readonly KeyBinding<RelationAnswer[]>[]
  readonly change?: (draft: RelationsDraft) => void
}

export const spansLayers = (layers: readonly Layer[]) =>
  layers.filter(layer => layer.question.kind === 'spans') as unknown as readonly SpansLayer[]
export const relationsLayers = (layers: readonly Layer[]) =>
  layers.filter(layer => layer.question.kind === 'relations') as unknown as readonly RelationsLayer[]

export interface Mark {
  readonly key: string
  readonly span: SpanAnswer
  /** Of the question it answers: its place in the schema. */
  readonly index: number
  readonly question: SpansQuestion
  /** UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly boxes: readonly Box[]
  readonly depth: number
  readonly title: string
  readonly number: number
  /** Of one that a weak model proposes, its place in what it proposes. */
  readonly place: number | null
  readonly color: number | null
  readonly tag: TagPlace | null
}

/** About as wide as a tag is drawn: measuring a thousand would cost more than it is worth. */
const tagWidth = (title: string, number: number) => title.length * 6.1 + String(number).length * 7 + 16

/** The marks of a field, and those that a weak model proposes, made anew only when an answer, the text or its layout has changed: looking at them otherwise leaves each as it is. */
export function useMarks(layers: readonly SpansLayer[], field: string, offsets: Offsets, measure: Measure | null): Marks {
  const [kept] = useState(keeping)
  return kept(
    layers.map(layer => ({
      index: layer.index,
      question: layer.question,
      spans: layer.draft.answer,
      suggested: layer.suggested,
    })),
    field,
    offsets,
    measure,
  )
}

interface Said {
  readonly index: number
  readonly question: SpansQuestion
  readonly spans: SpanAnswer[] | undefined
  readonly suggested: readonly OpenPart[]
}

interface Marks {
  readonly marks: Mark[]
  readonly drafts: Mark[]
}

function keeping() {
  let known: { from: readonly unknown[]; found: Marks } | null = null
  return (said: readonly Said[], field: string, offsets: Offsets, measure: Measure | null): Marks => {
    // What is proposed is found anew each time; the parts themselves stay the same.
    const from = [
      field,
      offsets,
      measure,
      ...said.flatMap(s => [s.index, s.question, s.spans, s.suggested.length, ...s.suggested.map(({ part }) => part)]),
    ]
    if (known && known.from.length === from.length && known.from.every((part, i) => part === from[i])) return known.found
    const all = marksOf(said, field, offsets, measure)
    known = { from, found: { marks: all.filter(mark => mark.place === null), drafts: all.filter(mark => mark.place !== null) } }
    return known.found
  }
}

function marksOf(said: readonly Said[], field: string, offsets: Offsets, measure: Measure | null): Mark[] {
  const all = said.flatMap(({ index, question, spans, suggested }) =>
    [
      ...(spans ?? []).map((span, i) => ({ span, number: i + 1, place: null })),
      ...suggested.map(({ place, part }) => ({ span: part as SpanAnswer, number: 0, place })),
    ].flatMap(one =>
      isIn(one.span, field)
        ? [{ ...one, index, question, start: offsets.toUnits(one.span.start), end: offsets.toUnits(one.span.end) }]
        : [],
    ),
  )
  all.sort((a, b) => a.start - b.start || b.end - a.end)
  const deep = depths(all)
  const drawn = all.map((mark, i) => ({
    ...mark,
    key: mark.place === null ? keyOf(mark.span) : `draft ${mark.index} ${mark.place}`,
    depth: deep[i] ?? 0,
    title: labelTitle(mark.question, mark.span.label),
    color: colorOf(mark.question, mark.span.label),
    boxes: measure
      ? partsOf(mark.span).flatMap(([start, end]) => measure.boxes(offsets.toUnits(start), offsets.toUnits(end)))
      : [],
  }))
  const tagged = drawn.filter(mark => mark.boxes.length > 0)
  const places = placeTags(tagged.map(mark => ({ box: mark.boxes[0]!, width: tagWidth(mark.title, mark.number) })))
  const placeOf = new Map(tagged.map((mark, i) => [mark, places[i] ?? null]))
  return drawn.map(mark => ({ ...mark, tag: placeOf.get(mark) ?? null }))
}

export interface Link {
  readonly key: string
  readonly relation: RelationAnswer
  /** A weak model proposes it. */
  readonly isDraft: boolean
  readonly layer: RelationsLayer
  readonly from: Mark
  readonly to: Mark
  readonly title: string
  readonly isDirected: boolean
  readonly lane: number
  readonly isSelected: boolean
}

/** The relations whose both ends are in this field. */
export function linksOf(layers: readonly RelationsLayer[], marks: readonly Mark[]): Link[] {
  const found = layers.flatMap(layer => {
    const own = new Map(marks.filter(m => m.question.name === layer.question.over).map(m => [m.key, m]))
    const proposed = layer.suggested.map(({ part }) => ({ relation: part as RelationAnswer, isDraft: true }))
    const made = (layer.draft.answer ?? []).map(relation => ({ relation, isDraft: false }))
    return [...made, ...proposed].flatMap(({ relation, isDraft }) => {
      const [from, to] = [own.get(keyOf(relation.from)), own.get(keyOf(relation.to))]
      return from?.boxes[0] && to?.boxes[0] ? [{ layer, relation, isDraft, from, to }] : []
    })
  })
  const lane = lanes(
    found.map(({ from, to }) => ({
      line: Math.round(Math.max(from.boxes[0]?.top ?? 0, to.boxes[0]?.top ?? 0)),
      left: Math.min(from.boxes[0]?.left ?? 0, to.boxes[0]?.left ?? 0),
      right: Math.max(from.boxes[0]?.left ?? 0, to.boxes[0]?.left ?? 0) + 1,
    })),
  )
  return found.map(({ layer, relation, isDraft, from, to }, i) => ({
    key: isDraft ? `draft ${relationKey(relation)}` : relationKey(relation),
    relation,
    isDraft,
    layer,
    from,
    to,
    title: layer.question.labels.find(l => l.name === relation.label)?.title ?? relation.label,
    isDirected: isDirected(layer.question, relation.label),
    lane: lane[i] ?? 0,
    isSelected: !isDraft && relationsView(layer.draft.view).selected === relationKey(relation),
  }))
}

/** The question that a drag marks for: the one at hand, the one whose marks are being related, else the first. */
export function editedOf(layers: readonly Layer[]): { spans: SpansLayer | undefined; relations: RelationsLayer | undefined } {
  const [spans, relations] = [spansLayers(layers), relationsLayers(layers)]
  const relating = relations.find(layer => layer.active)
  const over = relating && spans.find(layer => layer.question.name === relating.question.over)
  const edited = spans.find(layer => layer.active) ?? over ?? spans[0]
  return { spans: edited, relations: relating ?? relations.find(layer => layer.question.over === edited?.question.name) }
}

export const selectedKey = (layer: SpansLayer | undefined) => viewOf(layer?.draft.view).selected
