import type { Answer, Answers, Question } from '../../api/types'
import { w } from '../../i18n'
import { kindOf } from '../../questions'
import type { Draft } from '../../questions/contract'
import { accept, acceptAll, atHand, openParts, reject, rejectAll } from '../../questions/suggestions'
import type { Action } from '../../ui/actions'

/** The keys of what a weak model proposes for the question at hand: take over, reject, one or all, look at the next. */
export function suggestionActions(
  question: Question,
  suggestion: Answer | undefined,
  draft: Draft,
  answers: Answers,
  change: (draft: Draft) => void,
): Action[] {
  const group = w.suggestion.title
  const key = (name: string, label: string, perform: () => void): Action => ({
    id: `suggestion-${name}`,
    label,
    key: name,
    group,
    perform,
  })
  const kind = kindOf(question)
  if (suggestion === undefined) return []
  if (kind.suggest === undefined)
    return kind.same(draft.answer, suggestion)
      ? []
      : [key('y', w.suggestion.take, () => change({ ...draft, answer: suggestion }))]
  const open = openParts(question, suggestion, draft, answers)
  const part = atHand(open, draft)
  if (!part) return []
  const pointBy = (by: number) => () => {
    const index = (open.indexOf(part) + by + open.length) % open.length
    change({ ...draft, pointed: open[index]?.place ?? null })
  }
  return [
    key('y', w.suggestion.acceptThis, () => change(accept(question, draft, open, part))),
    key('x', w.suggestion.rejectThis, () => change(reject(draft, open, part))),
    key('shift+y', w.suggestion.acceptAll, () => change(acceptAll(question, draft, open))),
    key('shift+x', w.suggestion.rejectAll, () => change(rejectAll(draft, open))),
    key('ctrl+arrowdown', w.suggestion.next, pointBy(1)),
    key('ctrl+arrowup', w.suggestion.previous, pointBy(-1)),
  ]
}
