import type { CSSProperties } from 'react'
import type { Question, Vote } from '../../api/types'
import { w } from '../../i18n'
import { labelColor } from '../../questions'
import { places, titleOf } from '../../questions/choice/labels'
import { caption, ordinal } from '../../questions/rating/scale'

/** More of one answer than this are counted, not drawn. */
const DRAWN = 3

/** What people said to a question, as many swatches as votes. */
export function Votes({ votes, question }: { votes: readonly Vote[]; question: Question | undefined }) {
  return (
    <span className="labs">
      {votes.flatMap(vote => {
        const { text, color } = words(vote.label, question)
        const times = vote.count > DRAWN ? 1 : vote.count
        return Array.from({ length: times }, (_, i) => (
          <span key={`${vote.label}-${i}`} className="lab" style={{ '--c': color } as CSSProperties}>
            <i className="sw" />
            {text}
            {vote.count > DRAWN && <span className="dim">{w.quality.votes(vote.count)}</span>}
          </span>
        ))
      })}
    </span>
  )
}

/** A vote comes in words; its colour is that of the label of this name or title. */
function words(label: string, question: Question | undefined): { text: string; color: string } {
  if (question?.kind === 'rating') {
    const value = Number.parseInt(label, 10)
    if (!Number.isNaN(value)) return { text: caption(question, value), color: ordinal(question, value) }
  }
  const all = question?.kind === 'choice' ? places(question.labels) : []
  const found = all.find(p => p.label.name === label || titleOf(p.label) === label)
  return { text: found ? titleOf(found.label) : label || w.task.notAnswered, color: labelColor(found?.color) }
}
