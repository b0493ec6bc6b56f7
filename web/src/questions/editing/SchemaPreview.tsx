import { useState } from 'react'
import type { Answers, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { useActions, type Action } from '../../ui/actions'
import { ItemView } from '../item/ItemView'
import { asked, bindings, changed, goesOnByKey, kindOf, layersOf } from '..'
import type { Draft } from '../contract'
import { sampleItem, type TrialItem } from './samples'
import './editing.css'

interface Props {
  name: string
  schema: LabelSchema
  /** An item of the project; a sample where it has none. */
  item?: TrialItem | undefined
  /** Shows another of the project's items. */
  another?: (() => void) | undefined
}

/** What people will see, alive: the questions can be answered and the item be drawn on, by mouse and by key. Nothing is kept. */
export function SchemaPreview(props: Props) {
  // What was tried belongs to the questions it was tried on.
  const questions = props.schema.questions.map(q => `${q.kind} ${q.name} ${q.kind === 'choice' ? q.mode : ''}`).join('\n')
  return <Trial key={questions} {...props} />
}

function Trial({ name, schema, item, another }: Props) {
  const [answers, setAnswers] = useState<Answers>({})
  const [views, setViews] = useState<Record<string, unknown>>({})
  const [active, setActive] = useState(0)
  const [within, setWithin] = useState(false)
  const { data, media } = item ?? sampleItem(schema)
  const isAsked = asked(schema, answers)
  const keys = bindings(schema, views, active, answers)
  const draftOf = (index: number): Draft => {
    const { name: question = '' } = schema.questions[index] ?? {}
    return { answer: answers[question], view: views[question] }
  }
  const change = (index: number, draft: Draft) => {
    const question = schema.questions[index]
    if (!question) return
    setAnswers(before => changed(schema, before, index, draft.answer))
    setViews(before => ({ ...before, [question.name]: draft.view }))
    setActive(index)
  }
  const clear = () => {
    setAnswers({})
    setViews({})
  }
  // Only while the preview has the keyboard: the form beside it is typed in.
  useActions(
    within
      ? keys.flatMap((own, index) =>
          own.map((binding): Action => ({
            id: `preview-${index}-${binding.key}`,
            label: binding.label,
            key: binding.key,
            group: w.schema.preview,
            keyOnly: true,
            perform: () => change(index, binding.press(draftOf(index))),
          })),
        )
      : [],
  )
  return (
    <section
      aria-label={w.schema.preview}
      className="preview"
      onFocus={() => setWithin(true)}
      onBlur={event => setWithin(event.currentTarget.contains(event.relatedTarget))}
    >
      <div className="previewhead dim sm">
        <span className="clip">{name}</span>
        <span className="previewacts">
          {Object.keys(answers).length > 0 && (
            <button type="button" className="btn quiet small" onClick={clear}>
              {w.schema.clearTrial}
            </button>
          )}
          {another && (
            <button
              type="button"
              className="btn quiet small"
              onClick={() => {
                clear()
                another()
              }}
            >
              {w.schema.anotherItem}
            </button>
          )}
        </span>
      </div>
      <div className="previewitem">
        {!item && schema.fields.length === 1 && schema.fields[0] && (
          <p className="xs dim">{w.task.field(schema.fields[0].title ?? schema.fields[0].name)}</p>
        )}
        <ItemView
          schema={schema}
          data={data}
          media={media}
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
                draft={draftOf(index)}
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
      <p className="previewfoot xs dim">{w.schema.trialHint}</p>
    </section>
  )
}
