import type { CSSProperties } from 'react'
import type { Dispute, LabelSchema } from '../../api/types'
import { labelColor } from '../../questions'
import { w } from '../../i18n'
import { places, titleOf } from '../../questions/choice/labels'
import { caption, ordinal } from '../../questions/rating/scale'

/** What people said, as many swatches as votes. */
export function Votes({ dispute, schema }: { dispute: Dispute; schema: LabelSchema }) {
  const question = schema.questions.find(q => q.name === dispute.questions[0])
  const all = question?.kind === 'choice' ? places(question.labels) : []
  return (
    <span className="labs">
      {dispute.votes.flatMap(vote => {
        const label = all.find(p => p.label.name === vote.label || titleOf(p.label) === vote.label)
        const value = question?.kind === 'rating' ? Number.parseInt(vote.label, 10) : NaN
        const style = {
          '--c': question?.kind === 'rating' && !Number.isNaN(value) ? ordinal(question, value) : labelColor(label?.color),
        } as CSSProperties
        return Array.from({ length: vote.count }, (_, i) => (
          <span key={`${vote.label}-${i}`} className="lab" style={style}>
            <i className="sw" />
            {label
              ? titleOf(label.label)
              : question?.kind === 'rating' && !Number.isNaN(value)
                ? caption(question, value)
                : vote.label || w.task.notAnswered}
          </span>
        ))
      })}
    </span>
  )
}
