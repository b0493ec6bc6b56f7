import type { CSSProperties } from 'react'
import type { LabelSchema, Question } from '../../api/types'
import { w } from '../../i18n'
import { kindOf } from '../../questions'
import { Key } from '../../ui/Key'
import { KEYED } from './disputeActions'
import type { Dispute } from './useDispute'

interface Looking {
  /** The item shows this answer while somebody is at it. */
  look(index: number | null): void
}

/** The answers side by side, what people differ on first, and the final answer as it comes together. */
export function Comparison({ dispute, schema, look }: { dispute: Dispute; schema: LabelSchema } & Looking) {
  const { questions } = schema
  const { all, differing, decided, names } = dispute
  const ordered = [...questions].sort((a, b) => Number(differing.includes(b.name)) - Number(differing.includes(a.name)))
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={w.data.story.answers}>
      <table className="pick" style={{ '--n': all.length } as CSSProperties}>
        <thead>
          <tr>
            <td />
            {all.map((vote, i) => (
              <th key={vote.id} scope="col">
                <span className="colh">
                  {!decided && i < KEYED && <Key name={String(i + 1)} />}
                  {names?.[i] ?? w.disputes.nth(i)}
                  <span className="dim sm right">{w.data.story.took(vote.leadTimeMs)}</span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map(question =>
            differing.includes(question.name) ? (
              <Difference key={question.name} dispute={dispute} question={question} schema={schema} look={look} />
            ) : (
              <Agreed key={question.name} dispute={dispute} question={question} schema={schema} />
            ),
          )}
          <tr className="finalrow">
            <th scope="row">{decided ? w.data.story.final : w.disputes.final}</th>
            <td colSpan={Math.max(1, all.length)}>
              {questions.map(question => (
                <FinalPart
                  key={question.name}
                  dispute={dispute}
                  question={question}
                  schema={schema}
                  titled={questions.length > 1}
                />
              ))}
              {dispute.handmade && !decided && <span className="tag">{w.disputes.edited}</span>}
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

interface Part {
  dispute: Dispute
  question: Question
  schema: LabelSchema
}

/** What the answers point into. */
const itemOf = ({ dispute, schema }: Part) => ({ schema, data: dispute.compared.data, media: dispute.compared.media })

function Agreed(part: Part) {
  const { dispute, question } = part
  const { View } = kindOf(question)
  return (
    <tr className="agreed">
      <th scope="row">
        {question.title}
        <span className="sm dim"> · {w.disputes.agreed}</span>
      </th>
      {dispute.all.map(vote => (
        <td key={vote.id}>
          <View question={question} answer={vote.answers?.[question.name]} item={itemOf(part)} />
        </td>
      ))}
    </tr>
  )
}

function Difference({ look, ...part }: Part & Looking) {
  const { dispute, question } = part
  const index = dispute.differing.indexOf(question.name)
  const { View } = kindOf(question)
  return (
    <tr className={index === dispute.at && !dispute.decided ? 'current' : undefined}>
      <th scope="row">
        <span className="dnum">{index + 1}</span> {question.title}
      </th>
      {dispute.all.map((vote, i) => {
        const chosen = dispute.choices[question.name]?.from === i && dispute.handmade === null
        return (
          <td key={vote.id} className={chosen ? 'taken' : undefined}>
            <button
              type="button"
              className="takeit"
              aria-pressed={chosen}
              disabled={dispute.decided !== null}
              onClick={() => dispute.take(i, question.name)}
              onPointerEnter={() => look(i)}
              onPointerLeave={() => look(null)}
              onFocus={() => look(i)}
              onBlur={() => look(null)}
            >
              <span className={chosen ? undefined : 'differs'}>
                <View question={question} answer={vote.answers?.[question.name]} item={itemOf(part)} />
              </span>
              <span className="tick" aria-hidden="true">
                {chosen ? '✓' : ''}
              </span>
            </button>
          </td>
        )
      })}
    </tr>
  )
}

function FinalPart({ titled, ...part }: Part & { titled: boolean }) {
  const { dispute, question } = part
  const { View } = kindOf(question)
  const { name } = question
  const answer = (dispute.decided?.final?.answers ?? dispute.final)[name]
  const missing = answer === undefined && dispute.differing.includes(name) && !dispute.isChosen(name)
  return (
    <div className="finalpart">
      {titled && <span className="sm dim">{question.title}</span>}
      {missing ? (
        <span className="dim">{w.disputes.notYet}</span>
      ) : (
        <View question={question} answer={answer} item={itemOf(part)} />
      )}
    </div>
  )
}
