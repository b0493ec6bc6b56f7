import { useMemo, useState, type ReactNode } from 'react'
import type { Answers, ItemMedia, LabelSchema } from '../api/types'
import { asked, bindings, changed, firstProblem, given, kindOf, layersOf } from '.'
import type { Draft } from './contract'
import { ItemView } from './item/ItemView'

/** All questions of a schema to be answered by hand, outside the work view: deciding a task, correcting a label. */
export function AnswerForm({
  schema,
  data,
  media,
  start,
  children,
}: {
  schema: LabelSchema
  /** What is answered about; shown where a question is answered on it. */
  data: Record<string, unknown>
  media?: ItemMedia | null | undefined
  start: Answers
  /** Draws the buttons; `take` gives the answers, or null after it has shown what is missing. */
  children(take: () => Answers | null): ReactNode
}) {
  const [answers, setAnswers] = useState(start)
  const [views, setViews] = useState<Record<string, unknown>>({})
  const [problem, setProblem] = useState<{ index: number; message: string } | null>(null)
  const onItem = schema.questions.findIndex(question => kindOf(question).surface !== undefined)
  const [active, setActive] = useState(onItem)
  const isAsked = asked(schema, answers)
  const keys = bindings(schema, views, active, answers)
  const item = useMemo(() => ({ schema, data }), [schema, data])
  const change = (index: number, draft: Draft) => {
    const question = schema.questions[index]
    if (!question) return
    setAnswers(before => changed(schema, before, index, draft.answer))
    setViews(before => ({ ...before, [question.name]: draft.view }))
    setActive(index)
  }
  const take = () => {
    const found = firstProblem(schema, answers)
    setProblem(found)
    return found ? null : given(schema, answers)
  }
  return (
    <>
      {onItem >= 0 && (
        <div className="handitem">
          <ItemView
            schema={schema}
            data={data}
            media={media}
            layers={layersOf(schema, { answers, views, keys, active, change })}
            activate={setActive}
          />
        </div>
      )}
      {schema.questions.map((question, index) => {
        if (!isAsked[index]) return null
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
              change={draft => change(index, draft)}
              keys={kindOf(question).surface ? (keys[index] ?? []) : []}
              active={index === active}
              item={item}
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
