import type { ChoiceQuestion } from '../../api/types'
import { w } from '../../i18n'
import type { KeyBinding, QuestionKind } from '../contract'
import { chosenPaths, goUp, openBranch, pick, type ChoiceAnswer } from './answer'
import { ChoiceEditor, ChoiceView } from './ChoiceEditor'
import { assignKeys, bounds, colorAt, find, pathTitle, samePath, titleOf } from './labels'
import { needsSearch } from './search'

export const choice: QuestionKind<ChoiceQuestion, ChoiceAnswer> = {
  kind: 'choice',
  suggest: 'by sight',
  Editor: ChoiceEditor,
  View: ChoiceView,
  keys(question, view, taken) {
    const open = question.mode === 'taxonomy' ? openBranch(view) : []
    const level = open.length === 0 ? question.labels : (find(question.labels, open)?.at(-1)?.children ?? [])
    const keys = assignKeys(level, taken)
    const found: KeyBinding<ChoiceAnswer>[] = level.flatMap((label, i) => {
      const key = keys[i]
      return key === undefined
        ? []
        : [
            {
              key,
              label: titleOf(label),
              target: label.name,
              own: label.key !== undefined,
              press: draft => pick(question, draft, [...open, label.name], label),
            },
          ]
    })
    if (open.length > 0) found.push({ key: 'backspace', label: w.choice.up, target: '', own: false, press: goUp })
    return found
  },
  summary(question, answer) {
    const paths = chosenPaths(question, answer)
    return {
      text: paths
        .map(p =>
          question.mode === 'taxonomy'
            ? (find(question.labels, p)?.map(titleOf).at(-1) ?? p.at(-1) ?? '')
            : pathTitle(question, p),
        )
        .join(', '),
      color: paths[0] ? colorAt(question, paths[0]) : null,
    }
  },
  isEmpty: answer => answer === undefined || answer.length === 0,
  problem(question, answer) {
    const count = chosenPaths(question, answer).length
    const { min, max } = bounds(question)
    if (count < min) return min === 1 ? w.choice.chooseOne : w.choice.chooseAtLeast(min)
    if (count > max) return w.choice.chooseAtMost(max)
    return null
  },
  hasFind: needsSearch,
  instant: question => question.mode === 'single',
  same: (a, b) => {
    if (a === undefined || b === undefined || typeof a === 'string' || typeof b === 'string') return a === b
    return a.length === b.length && a.every((p, i) => samePath([p].flat(), [b[i] ?? []].flat()))
  },
  how(question, goesOn) {
    if (question.mode === 'single') return goesOn ? w.choice.oneAndOn : w.choice.one
    const { min, max } = bounds(question)
    return w.choice.several(min, max === Infinity ? null : max)
  },
}
