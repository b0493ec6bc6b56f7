import { useState } from 'react'
import type { Answers, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { ItemView } from '../item/ItemView'
import { bindings, goesOnByKey, kindOf } from '..'
import './editing.css'

const sampleFor = (i: number, count: number) =>
  i === count - 1 ? w.schema.sample : i === 0 ? w.schema.sampleTitle : w.schema.sampleMore

/** What people will see, alive: the questions can be tried, nothing is kept. */
export function SchemaPreview({
  name,
  schema,
  sample,
}: {
  name: string
  schema: LabelSchema
  sample?: Record<string, unknown> | undefined
}) {
  const [answers, setAnswers] = useState<Answers>({})
  const [views, setViews] = useState<Record<string, unknown>>({})
  const data = sample ?? Object.fromEntries(schema.fields.map((field, i) => [field.name, sampleFor(i, schema.fields.length)]))
  const keys = bindings(schema, views, 0)
  return (
    <section aria-label={w.schema.preview} className="preview">
      <div className="previewhead dim clip sm">{name}</div>
      <div className="previewitem">
        {!sample && schema.fields.length === 1 && schema.fields[0] && (
          <p className="xs dim">{w.task.field(schema.fields[0].title ?? schema.fields[0].name)}</p>
        )}
        <ItemView schema={schema} data={data} />
      </div>
      <div className="previewside">
        {schema.questions.map((question, index) => {
          const kind = kindOf(question)
          return (
            <div key={index} className="qblock">
              <h3 id={`p-${index}`} className="question">
                {question.title || w.schema.untitled}
              </h3>
              {question.hint && <p className="sm mid">{question.hint}</p>}
              <p className="sm dim how">{kind.how(question, goesOnByKey(schema))}</p>
              <kind.Editor
                key={`${question.kind}-${question.name}`}
                question={question}
                draft={{ answer: answers[question.name], view: views[question.name] }}
                change={draft => {
                  setAnswers(({ [question.name]: _before, ...rest }) =>
                    draft.answer === undefined ? rest : { ...rest, [question.name]: draft.answer },
                  )
                  setViews({ ...views, [question.name]: draft.view })
                }}
                keys={keys[index] ?? []}
                active={index === 0}
                labelledBy={`p-${index}`}
                violation={undefined}
                takeFocus={false}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}
