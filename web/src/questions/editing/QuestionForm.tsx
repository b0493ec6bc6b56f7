import type { Dispatch } from 'react'
import type { LabelSchema, Question, TextQuestion, Violation } from '../../api/types'
import { w } from '../../i18n'
import { AttributeForms } from './AttributeForms'
import { HeadForm } from './HeadForm'
import { ImageForm } from './ImageForm'
import { LabelRows } from './LabelRows'
import { SegmentsForm } from './SegmentsForm'
import { violationsAt } from './parse'
import { PlainForm } from './PlainForms'
import { PairwiseForm, RankingForm, RelationsForm, SpansForm } from './TextKindForms'
import { WhenForm } from './WhenForm'
import { hasAttributes, isOnImage, type Edit } from './schemaEdit'

interface Props {
  question: Question
  index: number
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  violations: readonly Violation[]
  fixed: ReadonlySet<string>
}

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
      <HeadForm question={question} change={change} fixed={fixed} />
      <WhenForm question={question} index={index} schema={schema} change={when => change({ when } as Partial<Question>)} />
      <PlainForm {...props} />
      {isOnImage(question) && (
        <>
          <ImageForm question={question} fields={props.schema.fields} change={change} />
          <LabelRows question={question} index={index} schema={schema} dispatch={dispatch} fixed={fixed} />
        </>
      )}
      {question.kind === 'spans' && <SpansForm {...props} question={question} />}
      {hasAttributes(question) && <AttributeForms {...props} question={question} />}
      {question.kind === 'relations' && <RelationsForm {...props} question={question} />}
      {question.kind === 'segments' && <SegmentsForm {...props} question={question} />}
      {question.kind === 'ranking' && <RankingForm {...props} question={question} />}
      {question.kind === 'pairwise' && <PairwiseForm {...props} question={question} />}
    </fieldset>
  )
}
