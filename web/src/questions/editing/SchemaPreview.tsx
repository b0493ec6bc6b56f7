import { useState } from 'react'
import type { Answers, ItemMedia, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { ItemView } from '../item/ItemView'
import { asked, bindings, changed, goesOnByKey, kindOf, layersOf } from '..'
import type { Draft } from '../contract'
import './editing.css'

const sampleFor = (i: number, count: number) =>
  i === count - 1 ? w.schema.sample : i === 0 ? w.schema.sampleTitle : w.schema.sampleMore

const SAMPLE_SECONDS = 20

/** A recording of nothing, to try segments on. */
const sampleMedia = (schema: LabelSchema): ItemMedia =>
  Object.fromEntries(
    schema.fields
      .filter(field => field.kind === 'audio')
      .map(({ name }) => [
        name,
        { url: '', type: '', width: null, height: null, duration: SAMPLE_SECONDS, thumbnail: null, peaks: null },
      ]),
  )

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
  const [active, setActive] = useState(0)
  const isAsked = asked(schema, answers)
  const keys = bindings(schema, views, active, answers)
  const change = (index: number, draft: Draft) => {
    const question = schema.questions[index]
    if (!question) return
    setAnswers(before => changed(schema, before, index, draft.answer))
    setViews(before => ({ ...before, [question.name]: draft.view }))
    setActive(index)
  }
  return (
    <section aria-label={w.schema.preview} className="preview">
      <div className="previewhead dim clip sm">{name}</div>
      <div className="previewitem">
        {!sample && schema.fields.length === 1 && schema.fields[0] && (
          <p className="xs dim">{w.task.field(schema.fields[0].title ?? schema.fields[0].name)}</p>
        )}
        <ItemView
          schema={schema}
          data={data}
          media={sampleMedia(schema)}
          layers={layersOf(schema, { answers, views, keys, active, change })}
          activate={setActive}
        />
      </div>
      <div className="previewside">
        {schema.questions.map((question, index) => {
          if (!isAsked[index]) return null
          const kind = kindOf(question)
          return (
            <div key={index} className="qblock" onFocus={() => setActive(index)}>
              <h3 id={`p-${index}`} className="question">
                {question.title || w.schema.untitled}
              </h3>
              {question.hint && <p className="sm mid">{question.hint}</p>}
              <p className="sm dim how">{kind.how(question, goesOnByKey(schema))}</p>
              <kind.Editor
                key={`${question.kind}-${question.name}`}
                question={question}
                draft={{ answer: answers[question.name], view: views[question.name] }}
                change={draft => change(index, draft)}
                item={{ schema, data }}
                keys={keys[index] ?? []}
                active={index === active}
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
