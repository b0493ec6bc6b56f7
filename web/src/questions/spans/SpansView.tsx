import type { SpanAnswer, SpansQuestion } from '../../api/types'
import { w } from '../../i18n'
import { attributesOf, attributeWords } from '../attributes/attributes'
import { cssColor } from '../choice/ChoiceEditor'
import type { ShownItem } from '../contract'
import { useQuotes } from '../onText/quotes'
import { colorOf, keyOf, labelTitle } from './model'
import '../onText/onText.css'

/** Every mark with its words: disputes, a task's story. */
export function SpansView({
  question,
  answer,
  item,
}: {
  question: SpansQuestion
  answer: SpanAnswer[] | undefined
  item?: ShownItem | undefined
}) {
  const quote = useQuotes(question, item)
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  if (answer.length === 0) return <span className="dim">{w.spans.nothing}</span>
  return (
    <span className="saidmarks">
      {answer.map(span => {
        const said = attributeWords(attributesOf(question, span.label), span.attributes)
        return (
          <span key={keyOf(span)} className="lab" style={cssColor(colorOf(question, span.label))}>
            <i className="sw" />
            {labelTitle(question, span.label)}{' '}
            <span className="q">
              {quote(span)}
              {said && ` · ${said}`}
            </span>
          </span>
        )
      })}
    </span>
  )
}
