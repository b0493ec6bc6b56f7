import type { RelationAnswer, RelationsQuestion, SpanAnswer, SpansQuestion } from '../../api/types'
import { w } from '../../i18n'
import type { QuestionKind } from '../contract'
import { labelKeys } from '../labelKeys'
import { TextSurface } from '../onText/TextSurface'
import { quotes } from '../onText/quotes'
import { colorOf, fieldsOf, keyOf } from '../spans/model'
import { addRelation, follow, inOneOrder, isDirected, noRelations, pressRelation, relationKey, spansUnder } from './model'
import { RelationsEditor } from './RelationsEditor'
import { RelationsView, relationTitle } from './RelationsView'

export const relations: QuestionKind<RelationsQuestion, RelationAnswer[]> = {
  kind: 'relations',
  Editor: RelationsEditor,
  View: RelationsView,
  surface: {
    Surface: TextSurface,
    fields(question, schema) {
      const over = schema.questions.find(q => q.name === (question as RelationsQuestion).over)
      return over?.kind === 'spans' ? fieldsOf(over satisfies SpansQuestion, schema) : []
    },
  },
  keys(question, _view, taken) {
    return [
      ...labelKeys<RelationAnswer[]>(question, taken, (draft, label) => pressRelation(question, draft, label)),
      { key: '0', label: w.relations.none, target: '', own: false, press: noRelations },
    ]
  },
  summary: (question, answer) => ({
    text: answer.length === 0 ? w.relations.nothing : w.relations.count(answer.length),
    color: answer[0] ? colorOf(question, answer[0].label) : null,
  }),
  // An empty list says that nothing is related; that is an answer.
  isEmpty: answer => answer === undefined,
  problem: (question, answer) => (answer === undefined && question.required !== false ? w.relations.relateOrNone : null),
  suggest: {
    key: (question, relation) => relationKey(inOneOrder(question, relation)),
    // Its ends are taken over first.
    fits: (question, relation, answers) => {
      const spans = new Set(((answers[question.over] ?? []) as SpanAnswer[]).map(keyOf))
      return spans.has(keyOf(relation.from)) && spans.has(keyOf(relation.to))
    },
    accept: (question, draft, relation) => addRelation(question, draft, relation),
    words: (question, item) => {
      const quote = quotes(spansUnder(question, item), item)
      return relation => ({
        title: relationTitle(question, relation.label),
        detail: `${quote(relation.from)} ${isDirected(question, relation.label) ? '→' : '—'} ${quote(relation.to)}`,
        color: colorOf(question, relation.label),
      })
    },
  },
  hasFind: () => false,
  instant: () => false,
  same: (a, b) =>
    a === b ||
    (a !== undefined && b !== undefined && a.map(relationKey).sort().join('\n') === b.map(relationKey).sort().join('\n')),
  follow: (question, answer, earlier, before, after) =>
    earlier.name === question.over ? follow(question, answer, before, after) : answer,
  how: () => w.relations.how,
}
