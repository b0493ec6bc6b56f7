import { useState, type ReactNode } from 'react'
import type { Answers, LabelSchema } from '../api/types'
import { bindings, firstProblem, given, kindOf } from '.'

/** All questions of a schema to be answered by hand, outside the work view: deciding a task, correcting a label. */
export function AnswerForm({
  schema,
  start,
  children,
}: {
  schema: LabelSchema
  start: Answers
  /** Draws the buttons; `take` gives the answers, or null after it has shown what is missing. */
  children(take: () => Answers | null): ReactNode
}) {
  const [answers, setAnswers] = useState(start)
  const [views, setViews] = useState<Record<string, unknown>>({})
  const [problem, setProblem] = useState<{ index: number; message: string } | null>(null)
  const keys = bindings(schema, views, -1)
  const take = () => {
    const found = firstProblem(schema, answers)
    setProblem(found)
    return found ? null : given(schema, answers)
  }
  return (
    <>
      {schema.questions.map((question, index) => {
        const { Editor } = kindOf(question)
        const wrong = problem?.index === index ? problem.message : undefined
        return (
          <div key={question.name} className="qblock">
            <h3 id={`hand-${index}`} className="question">
              {question.title}
            </h3>
            <Editor
              question={question}
              draft={{ answer: answers[question.name], view: views[question.name] }}
              change={draft => {
                setAnswers(({ [question.name]: _before, ...rest }) =>
                  draft.answer === undefined ? rest : { ...rest, [question.name]: draft.answer },
                )
                setViews({ ...views, [question.name]: draft.view })
              }}
              keys={keys[index] ?? []}
              active={false}
              labelledBy={`hand-${index}`}
              violation={wrong ? { path: question.name, rule: '', message: wrong } : undefined}
              takeFocus={false}
            />
            {wrong && (
              <p className="error" role="alert">
                {wrong}
              </p>
            )}
          </div>
        )
      })}
      {children(take)}
    </>
  )
}
