import type { Dispatch } from 'react'
import type { ChoiceQuestion, LabelSchema, Question, RatingQuestion, TextQuestion, Violation } from '../../api/types'
import { w } from '../../i18n'
import { ImageForm } from './ImageForm'
import { LabelRows } from './LabelRows'
import { SegmentsForm } from './SegmentsForm'
import { violationsAt } from './parse'
import { PairwiseForm, RankingForm, RelationsForm, SpansForm } from './TextKindForms'
import { WhenForm } from './WhenForm'
import { isOnImage, type Edit } from './schemaEdit'

interface Props<Q extends Question = Question> {
  question: Q
  index: number
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  violations: readonly Violation[]
  fixed: ReadonlySet<string>
}

const numberOrNothing = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text))

export function QuestionForm(props: Props) {
  const { question, index, schema, dispatch, violations, fixed } = props
  const count = schema.questions.length
  const change = (what: Partial<Question>) => dispatch({ type: 'question', index, change: what as Partial<TextQuestion> })
  const wrong = violationsAt(violations, `questions[${index}]`).length > 0
  return (
    <fieldset className={wrong ? 'part wrongpart' : 'part'}>
      <legend>
        {w.schema.question(index + 1)} <span className="tag">{w.schema.kinds[question.kind]}</span>
      </legend>
      <div className="parthead">
        {count > 1 && (
          <>
            <button
              type="button"
              className="btn quiet small"
              disabled={index === 0}
              onClick={() => dispatch({ type: 'move_question', index, by: -1 })}
              aria-label={w.schema.up(question.title)}
            >
              ↑
            </button>
            <button
              type="button"
              className="btn quiet small"
              disabled={index === count - 1}
              onClick={() => dispatch({ type: 'move_question', index, by: 1 })}
              aria-label={w.schema.down(question.title)}
            >
              ↓
            </button>
          </>
        )}
        <button
          type="button"
          className="btn quiet small"
          disabled={count === 1 || fixed.has(question.name)}
          onClick={() => dispatch({ type: 'remove_question', index })}
        >
          {w.common.remove}
        </button>
      </div>
      <div className="two">
        <label className="lbl wholeline">
          {w.schema.title}
          <input className="field" value={question.title} onChange={e => change({ title: e.target.value })} />
        </label>
        <label className="lbl">
          {w.schema.name}
          <input
            className="field mono"
            value={question.name}
            disabled={fixed.has(question.name)}
            onChange={e => change({ name: e.target.value })}
          />
        </label>
        <label className="lbl">
          {w.schema.hint}
          <input className="field" value={question.hint ?? ''} onChange={e => change({ hint: e.target.value })} />
        </label>
        <label className="check askedalways">
          <input
            type="checkbox"
            checked={question.required !== false}
            onChange={e => change({ required: e.target.checked ? undefined : false } as Partial<Question>)}
          />
          {w.schema.mustAnswer}
        </label>
      </div>
      <WhenForm question={question} index={index} schema={schema} change={when => change({ when } as Partial<Question>)} />
      {question.kind === 'choice' && <ChoiceForm {...props} question={question} />}
      {question.kind === 'rating' && <RatingForm {...props} question={question} />}
      {question.kind === 'text' && <TextForm {...props} question={question} />}
      {isOnImage(question) && (
        <>
          <ImageForm question={question} fields={props.schema.fields} change={change} />
          <LabelRows question={question} index={index} dispatch={dispatch} fixed={fixed} />
        </>
      )}
      {question.kind === 'spans' && <SpansForm {...props} question={question} />}
      {question.kind === 'relations' && <RelationsForm {...props} question={question} />}
      {question.kind === 'segments' && <SegmentsForm {...props} question={question} />}
      {question.kind === 'ranking' && <RankingForm {...props} question={question} />}
      {question.kind === 'pairwise' && <PairwiseForm {...props} question={question} />}
    </fieldset>
  )
}

function ChoiceForm({ question, index, dispatch, fixed }: Props<ChoiceQuestion>) {
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
      <LabelRows question={question} index={index} dispatch={dispatch} fixed={fixed} />
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
