import type { CSSProperties } from 'react'
import type { RatingQuestion } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import type { EditorProps } from '../contract'
import { rove } from '../roving'
import { caption, ordinal, values } from './scale'

const color = (q: RatingQuestion, value: number) => ({ '--c': ordinal(q, value) }) as CSSProperties

export function RatingEditor({
  question,
  draft,
  change,
  keys,
  labelledBy,
  describedBy,
  violation,
  suggestion,
}: EditorProps<RatingQuestion, number>) {
  const all = values(question)
  const keyOf = (value: number) => keys.find(k => k.target === String(value))?.key
  return (
    <div onKeyDown={rove}>
      <div
        className="opts"
        role="radiogroup"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={violation ? true : undefined}
      >
        {all.map((value, i) => {
          const said = draft.answer === value
          const key = keyOf(value)
          return (
            <button
              key={value}
              type="button"
              role="radio"
              aria-checked={said}
              tabIndex={said || (draft.answer === undefined && i === 0) ? 0 : -1}
              className={said ? 'opt said' : suggestion === value ? 'opt draft' : 'opt'}
              style={color(question, value)}
              onClick={() => change({ ...draft, answer: value })}
            >
              {key ? <Key name={key} on={said} /> : <span className="k blank" aria-hidden="true" />}
              <i className="sw" />
              <span>
                {key === String(value) && question.captions?.[String(value)]
                  ? question.captions[String(value)]
                  : caption(question, value)}
              </span>
              {!said && suggestion === value ? (
                <span className="tag draft">{w.suggestion.tag}</span>
              ) : (
                <span className="tick" aria-hidden="true">
                  {said ? '✓' : ''}
                </span>
              )}
            </button>
          )
        })}
      </div>
    </div>
  )
}

export function RatingView({ question, answer }: { question: RatingQuestion; answer: number | undefined }) {
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  return (
    <span className="lab" style={color(question, answer)}>
      <i className="sw" />
      {caption(question, answer)}
    </span>
  )
}
