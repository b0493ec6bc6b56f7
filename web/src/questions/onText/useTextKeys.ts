// The keys of a text: by words and characters, from mark to mark, relate, remove, let go.
import { useState } from 'react'
import { w } from '../../i18n'
import type { Action } from '../../ui/actions'
import type { Extent } from '../../api/types'
import { begin, end, leaveRelation, mayBegin, point, relationKey, relationsView, removeRelation } from '../relations/model'
import { addPart, leave, moveEnd, pend, remove, select, selectedOf, viewOf } from '../spans/model'
import type { Offsets } from './offsets'
import type { Mark, RelationsLayer, SpansLayer } from './useMarks'
import { wordAt, type Breaks, type Stretch } from './words'

interface Place {
  readonly anchor: Stretch
  readonly head: Stretch
}

const isRightToLeft = (word: string) =>
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(word)

export function useTextKeys({
  text,
  field,
  offsets,
  breaks,
  marks,
  spans,
  relations,
  activate,
}: {
  text: string
  /** How a mark names the field. */
  field: string | undefined
  offsets: Offsets
  breaks: Breaks
  marks: readonly Mark[]
  spans: SpansLayer | undefined
  relations: RelationsLayer | undefined
  activate(index: number): void
}): { actions: Action[]; tab(by: 1 | -1): boolean; word: { at: number; total: number } | null } {
  const [place, setPlace] = useState<Place | null>(null)
  const nobody = { actions: [], tab: () => false, word: null }
  if (!spans?.change || text === '') return nobody
  const { change, question, draft } = spans
  const view = viewOf(draft.view)
  const own = marks.filter(mark => mark.index === spans.index)
  const selected = selectedOf(draft)
  const relating = relations?.active === true && relations.change ? relations : undefined
  const linkFrom = relating && relationsView(relating.draft.view).from
  const units = (extent: Extent): Stretch => ({ start: offsets.toUnits(extent.start), end: offsets.toUnits(extent.end) })
  const points = ({ start, end: to }: Stretch): Extent => ({
    ...(field === undefined ? {} : { field }),
    start: offsets.toPoints(start),
    end: offsets.toPoints(to),
  })
  const current = view.pending ?? selected
  /** Where the keys are: what is chosen, else where they were. */
  const here = (): Place | null => {
    if (!current) return place
    const stretch = units(current)
    const isKept = place && Math.min(place.anchor.start, place.head.start) === stretch.start
    return isKept ? place : { anchor: stretch, head: stretch }
  }

  const go = (by: 1 | -1, isExtending: boolean) => {
    const from = here()
    const { words } = breaks
    const base = from ? wordAt(words, from.head.start) : by > 0 ? -1 : words.length
    // From a place between words the next one is the one that follows.
    const isWithin = from !== null && (words[base]?.start ?? 0) <= from.head.start
    const index = Math.max(0, Math.min(words.length - 1, base + (isWithin || by < 0 || !from ? by : 0)))
    const head = words[index]
    if (!head) return
    const next: Place = { anchor: isExtending && from ? from.anchor : head, head }
    setPlace(next)
    change(pend(draft, points({ start: Math.min(next.anchor.start, head.start), end: Math.max(next.anchor.end, head.end) })))
  }
  const shift = (which: 'start' | 'end', by: 1 | -1) => {
    if (!current) return
    const stretch = units(current)
    const at = by > 0 ? breaks.characterAfter(stretch[which] + 1) : breaks.characterBefore(stretch[which] - 1)
    const moved = { ...stretch, [which]: at }
    if (moved.start >= moved.end) return
    if (view.pending) change(pend(draft, points(moved)))
    else if (selected) change(moveEnd(question, draft, selected, which, offsets.toPoints(at)))
  }
  const tab = (by: 1 | -1): boolean => {
    const to = linkFrom && relationsView(relating.draft.view).to
    const key = relating
      ? to && own.find(m => m.span.label === to.label && m.span.start === to.start && m.span.end === to.end)?.key
      : view.selected
    const now = own.findIndex(mark => mark.key === key)
    const after = view.pending ? own.findIndex(mark => mark.start >= units(view.pending!).start) : -1
    const index = now >= 0 ? now + by : after >= 0 ? (by > 0 ? after : after - 1) : by > 0 ? 0 : own.length - 1
    const next = own[index]
    if (!next) return false
    if (relating && linkFrom) relating.change?.(point(relating.draft, next.span))
    else change(select(draft, next.span))
    return true
  }

  const isRtl = () => {
    const from = here()
    return from !== null && isRightToLeft(text.slice(from.head.start, from.head.end))
  }
  const group = w.onText.keys
  const action = (key: string, label: string, perform: () => void): Action => ({
    id: `text-${key}`,
    key,
    label,
    group,
    keyOnly: true,
    perform,
  })
  const actions = [
    action('arrowright', w.onText.nextWord, () => go(isRtl() ? -1 : 1, false)),
    action('arrowleft', w.onText.previousWord, () => go(isRtl() ? 1 : -1, false)),
    action('shift+arrowright', w.onText.extend, () => go(isRtl() ? -1 : 1, true)),
    action('shift+arrowleft', w.onText.shrink, () => go(isRtl() ? 1 : -1, true)),
  ]
  if (current)
    actions.push(
      action('alt+arrowright', w.onText.endForward, () => shift('end', 1)),
      action('alt+arrowleft', w.onText.endBack, () => shift('end', -1)),
      action('alt+shift+arrowright', w.onText.startForward, () => shift('start', 1)),
      action('alt+shift+arrowleft', w.onText.startBack, () => shift('start', -1)),
    )
  if (question.discontinuous && view.pending)
    actions.push(action('+', w.spans.addPart, () => view.pending && change(addPart(question, draft, view.pending))))
  const relation = relating?.draft.answer?.find(one => relationKey(one) === relationsView(relating.draft.view).selected)
  const gone = relation
    ? () => relating?.change?.(removeRelation(relating.draft, relation))
    : selected && !relating
      ? () => change(remove(question, draft, selected))
      : undefined
  if (gone) actions.push(action('delete', w.onText.remove, gone), action('backspace', w.onText.remove, gone))
  if (selected && relations?.change && !relating && mayBegin(relations.question, selected))
    actions.push(action('r', w.relations.begin, () => relations.change?.(begin(relations.draft, selected))))
  const to = relating && relationsView(relating.draft.view).to
  const toMark = to && own.find(m => m.span.label === to.label && m.span.start === to.start && m.span.end === to.end)
  if (relating && toMark)
    actions.push(action('enter', w.relations.make, () => relating.change?.(end(relating.question, relating.draft, toMark.span))))
  const left = relating ? leaveRelation(relating.draft) : leave(draft)
  if (left !== null)
    actions.push(
      action('escape', w.onText.leave, () =>
        relating ? relating.change?.(left as typeof relating.draft) : change(left as typeof draft),
      ),
    )
  else if (relating) actions.push(action('escape', w.onText.leave, () => activate(spans.index)))
  const at = here()
  return { actions, tab, word: at && { at: wordAt(breaks.words, at.head.start) + 1, total: breaks.words.length } }
}
