import type { RankingQuestion } from '../../api/types'
import { w } from '../../i18n'
import { titleOf } from '../choice/labels'
import type { QuestionKind } from '../contract'
import { labelKeys } from '../labelKeys'
import { colorOf } from '../spans/model'
import { groups, needed, pick, type Ranks } from './order'
import { RankingEditor, RankingView } from './RankingEditor'

export const ranking: QuestionKind<RankingQuestion, Ranks> = {
  kind: 'ranking',
  Editor: RankingEditor,
  View: RankingView,
  keys(question, _view, taken) {
    return labelKeys<Ranks>(
      question,
      taken,
      (draft, label) => ({ ...draft, answer: pick(question, draft.answer, label) }),
      label => w.ranking.next(titleOf(label)),
    )
  },
  summary(question, answer) {
    const title = (name: string) => {
      const label = question.labels.find(l => l.name === name)
      return label ? titleOf(label) : name
    }
    const all = groups(answer)
    const first = all[0]?.[0]
    return {
      text: all.map(group => group.map(title).join(' = ')).join(' > '),
      color: first === undefined ? null : colorOf(question, first),
    }
  },
  isEmpty: answer => answer === undefined || answer.length === 0,
  problem(question, answer) {
    const ranked = groups(answer).flat().length
    if (ranked === 0 && question.required === false) return null
    const missing = needed(question) - ranked
    return missing > 0 ? w.ranking.missing(missing) : null
  },
  hasFind: () => false,
  instant: () => false,
  same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  how: question => w.ranking.how(question.top ?? null, question.ties === true),
}
