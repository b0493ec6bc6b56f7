import type { RelationAnswer, RelationsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { cssColor } from '../choice/ChoiceEditor'
import type { ShownItem } from '../contract'
import { useQuotes } from '../onText/quotes'
import { colorOf } from '../spans/model'
import { isDirected, relationKey, spansUnder } from './model'
import '../onText/onText.css'

export const relationTitle = (question: RelationsQuestion, name: string) =>
  question.labels.find(l => l.name === name)?.title ?? name

/** Every relation with the words of its ends: disputes, a task's story. */
export function RelationsView({
  question,
  answer,
  item,
}: {
  question: RelationsQuestion
  answer: RelationAnswer[] | undefined
  item?: ShownItem | undefined
}) {
  const quote = useQuotes(spansUnder(question, item), item)
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  if (answer.length === 0) return <span className="dim">{w.relations.nothing}</span>
  return (
    <span className="saidmarks">
      {answer.map(relation => (
        <span key={relationKey(relation)} className="lab" style={cssColor(colorOf(question, relation.label))}>
          <i className="sw" />
          <span>
            <span className="q">{quote(relation.from)}</span>{' '}
            <span className="dim">
              — {relationTitle(question, relation.label)} {isDirected(question, relation.label) ? '→' : '—'}
            </span>{' '}
            <span className="q">{quote(relation.to)}</span>
          </span>
        </span>
      ))}
    </span>
  )
}
