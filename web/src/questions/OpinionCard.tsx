import type { LabelSchema, Opinion, TaskStory } from '../api/types'
import { w } from '../i18n'
import { AnswerList } from './AnswerList'
import { Key } from '../ui/Key'
import './opinion.css'

const { opinion: words } = w.disputes

/** What an arbiter thinks: its answer, why, and what the guidelines lack. */
export function OpinionCard({
  opinion,
  schema,
  item,
  take,
}: {
  opinion: Opinion
  schema: LabelSchema
  item: Pick<TaskStory, 'data' | 'media'>
  take?: (() => void) | undefined
}) {
  return (
    <section className="opinion" aria-label={words.title}>
      <h2>
        {words.title} <small className="mono">{opinion.model}</small>{' '}
        {opinion.isLabel && <span className="tag">{words.isLabel}</span>}
        {opinion.isBlind && <span className="tag">{words.blind}</span>}
      </h2>
      {opinion.answers ? (
        <div className="opinionanswer">
          <AnswerList schema={schema} item={item} answers={opinion.answers} />
          {opinion.confidence !== null && <span className="sm dim">{words.sure(opinion.confidence)}</span>}
          {take && (
            <button type="button" className="btn quiet" onClick={take}>
              <Key name="o" /> {words.take}
            </button>
          )}
        </div>
      ) : (
        <p className="mid">{words.failed(opinion.failure ?? '')}</p>
      )}
      {opinion.reasons && <p>{opinion.reasons}</p>}
      {opinion.clarification && <p className="sm mid">{words.clarification(opinion.clarification)}</p>}
    </section>
  )
}
