import type { RatingQuestion } from '../../api/types'
import { w } from '../../i18n'
import type { QuestionKind } from '../contract'
import { RatingEditor, RatingView } from './RatingEditor'
import { caption, keyOf, values } from './scale'

export const rating: QuestionKind<RatingQuestion, number> = {
  kind: 'rating',
  suggest: 'by sight',
  Editor: RatingEditor,
  View: RatingView,
  keys: (question, _view, taken) =>
    values(question).flatMap(value => {
      const key = keyOf(question, value)
      return key === undefined || taken.has(key)
        ? []
        : [
            {
              key,
              label: caption(question, value),
              target: String(value),
              own: false,
              press: draft => ({ ...draft, answer: draft.answer === value ? undefined : value }),
            },
          ]
    }),
  summary: (question, answer) => ({ text: caption(question, answer), color: null }),
  isEmpty: answer => answer === undefined,
  problem: (question, answer) =>
    answer === undefined && question.required !== false ? w.rating.choose(question.min, question.max) : null,
  hasFind: () => false,
  instant: () => true,
  same: (a, b) => a === b,
  how: (question, goesOn) => w.rating.how(question.min, question.max, goesOn),
}
