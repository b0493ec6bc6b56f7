import type { Dispatch } from 'react'
import type { ChoiceQuestion, LabelSchema, Question, RatingQuestion, TextQuestion } from '../../api/types'
import { w } from '../../i18n'
import { LabelRows } from './LabelRows'
import type { Edit } from './schemaEdit'

interface Props<Q extends Question = Question> {
  question: Q
  index: number
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  fixed: ReadonlySet<string>
}

const numberOrNothing = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text))

/** What a choice, a rating or a text has besides its title, asked of an item or of a region of it. */
export function PlainForm(props: Props) {
  const { question } = props
  switch (question.kind) {
    case 'choice':
      return <ChoiceForm {...props} question={question} />
    case 'rating':
      return <RatingForm {...props} question={question} />
    case 'text':
      return <TextForm {...props} question={question} />
    default:
      return null
  }
}

function ChoiceForm({ question, index, schema, dispatch, fixed }: Props<ChoiceQuestion>) {
  const change = (what: Partial<ChoiceQuestion>) => dispatch({ type: 'question', index, change: what })
  return (
    <>
      <div className="two">
        <label className="lbl">
          {w.schema.mode}
          <select
            className="field"
            value={question.mode}
            disabled={fixed.has(question.name)}
            onChange={e => change({ mode: e.target.value as ChoiceQuestion['mode'] })}
          >
            {(['single', 'multiple', 'taxonomy'] as const).map(mode => (
              <option key={mode} value={mode}>
                {w.schema.modes[mode]}
              </option>
            ))}
          </select>
        </label>
        {question.mode !== 'single' && (
          <span className="two">
            <label className="lbl">
              {w.schema.least}
              <input
                className="field"
                type="number"
                min={0}
                value={question.min ?? ''}
                onChange={e => change({ min: numberOrNothing(e.target.value) } as Partial<ChoiceQuestion>)}
              />
            </label>
            <label className="lbl">
              {w.schema.most}
              <input
                className="field"
                type="number"
                min={1}
                value={question.max ?? ''}
                onChange={e => change({ max: numberOrNothing(e.target.value) } as Partial<ChoiceQuestion>)}
              />
            </label>
          </span>
        )}
      </div>
      <LabelRows question={question} index={index} schema={schema} dispatch={dispatch} fixed={fixed} />
    </>
  )
}

function RatingForm({ question, index, dispatch }: Props<RatingQuestion>) {
  const change = (what: Partial<RatingQuestion>) => dispatch({ type: 'question', index, change: what })
  const values = Array.from({ length: Math.max(0, Math.min(11, question.max - question.min + 1)) }, (_, i) => question.min + i)
  return (
    <>
      <div className="two">
        <label className="lbl">
          {w.schema.lowest}
          <input
            className="field"
            type="number"
            value={question.min}
            onChange={e => change({ min: numberOrNothing(e.target.value) ?? 0 })}
          />
        </label>
        <label className="lbl">
          {w.schema.highest}
          <input
            className="field"
            type="number"
            value={question.max}
            onChange={e => change({ max: numberOrNothing(e.target.value) ?? question.min + 1 })}
          />
        </label>
      </div>
      <div className="captions">
        {values.map(value => (
          <label key={value} className="captionrow">
            <span className="mono">{value}</span>
            <input
              className="field"
              placeholder={w.schema.caption}
              aria-label={w.schema.captionOf(value)}
              value={question.captions?.[String(value)] ?? ''}
              onChange={e => {
                const captions = { ...question.captions, [String(value)]: e.target.value }
                change({ captions: Object.fromEntries(Object.entries(captions).filter(([, text]) => text !== '')) })
              }}
            />
          </label>
        ))}
      </div>
    </>
  )
}

function TextForm({ question, index, dispatch }: Props<TextQuestion>) {
  const change = (what: Partial<TextQuestion>) => dispatch({ type: 'question', index, change: what })
  return (
    <div className="two">
      <label className="lbl">
        {w.schema.minLength}
        <input
          className="field"
          type="number"
          min={0}
          value={question.minLength ?? ''}
          onChange={e => change({ minLength: numberOrNothing(e.target.value) } as Partial<TextQuestion>)}
        />
      </label>
      <label className="lbl">
        {w.schema.maxLength}
        <input
          className="field"
          type="number"
          min={1}
          value={question.maxLength ?? ''}
          onChange={e => change({ maxLength: numberOrNothing(e.target.value) } as Partial<TextQuestion>)}
        />
      </label>
      <label className="lbl">
        {w.schema.pattern}
        <input className="field mono" value={question.pattern ?? ''} onChange={e => change({ pattern: e.target.value })} />
      </label>
      <label className="check askedalways">
        <input
          type="checkbox"
          checked={question.multiline === true}
          onChange={e => change({ multiline: e.target.checked || undefined } as Partial<TextQuestion>)}
        />
        {w.schema.multiline}
      </label>
    </div>
  )
}
