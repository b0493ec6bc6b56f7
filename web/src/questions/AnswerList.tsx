import type { Answers, LabelSchema, TaskStory } from '../api/types'
import { kindOf } from '.'
import './answerList.css'

/** What was said to each question, to read. */
export function AnswerList({
  schema,
  item,
  answers,
  differing = [],
}: {
  schema: LabelSchema
  item: Pick<TaskStory, 'data' | 'media'>
  answers: Answers | null | undefined
  /** Questions on which people differ. */
  differing?: readonly string[]
}) {
  const several = schema.questions.length > 1
  return schema.questions.map(question => {
    const { View } = kindOf(question)
    return (
      <div key={question.name} className="answerline">
        {several && <span className="sm dim">{question.title}</span>}
        <span className={differing.includes(question.name) ? 'differs' : undefined}>
          <View question={question} answer={answers?.[question.name]} item={{ schema, data: item.data, media: item.media }} />
        </span>
      </div>
    )
  })
}
