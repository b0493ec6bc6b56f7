import { useEffect, useRef } from 'react'
import type { TextQuestion } from '../../api/types'
import { w } from '../../i18n'
import type { EditorProps } from '../contract'
import { length } from './rules'

export function TextEditor({
  question,
  draft,
  change,
  labelledBy,
  describedBy,
  violation,
  takeFocus,
}: EditorProps<TextQuestion, string>) {
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const value = draft.answer ?? ''
  useEffect(() => {
    if (takeFocus) field.current?.focus()
  }, [takeFocus])
  const shared = {
    ref: field,
    className: 'field',
    value,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-invalid': violation ? true : undefined,
    onChange: (e: { target: { value: string } }) => change({ ...draft, answer: e.target.value }),
  }
  return (
    <div className="textanswer">
      {question.multiline ? <textarea {...shared} rows={5} /> : <input {...shared} type="text" autoComplete="off" />}
      {question.maxLength !== undefined && (
        <p className={length(value) > question.maxLength ? 'xs wrong' : 'xs dim'}>
          {w.text.count(length(value), question.maxLength)}
        </p>
      )}
    </div>
  )
}

export function TextView({ answer }: { question: TextQuestion; answer: string | undefined }) {
  return answer === undefined || answer.trim() === '' ? (
    <span className="dim">{w.task.notAnswered}</span>
  ) : (
    <span className="said">{answer}</span>
  )
}
