import type { PairwiseQuestion, Preference } from '../../api/types'
import { w } from '../../i18n'
import type { QuestionKind } from '../contract'
import { keysFor, preferences, words } from './preferences'
import { PairwiseEditor, PairwiseView } from './PairwiseEditor'

export const pairwise: QuestionKind<PairwiseQuestion, Preference> = {
  kind: 'pairwise',
  suggest: 'by sight',
  Editor: PairwiseEditor,
  View: PairwiseView,
  keys(question, _view, taken) {
    const keys = keysFor(question, taken)
    return preferences(question).flatMap((preference, i) => {
      const key = keys[i]
      return key === undefined
        ? []
        : [
            {
              key,
              label: words(question, preference),
              target: preference,
              own: false,
              press: draft => ({ ...draft, answer: draft.answer === preference ? undefined : preference }),
            },
          ]
    })
  },
  summary: (question, answer) => ({ text: words(question, answer), color: null }),
  isEmpty: answer => answer === undefined,
  problem: (question, answer) => (answer === undefined && question.required !== false ? w.pairwise.choose : null),
  hasFind: () => false,
  instant: () => true,
  same: (a, b) => a === b,
  how: (_question, goesOn) => (goesOn ? w.pairwise.howAndOn : w.pairwise.how),
}
