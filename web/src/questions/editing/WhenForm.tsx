import type { Condition, LabelSchema, Question } from '../../api/types'
import { w } from '../../i18n'
import { pathTitle, places, titleOf } from '../choice/labels'
import { preferences, words } from '../pairwise/preferences'
import { caption, values } from '../rating/scale'

/** The answers a condition may name, as they are written and as they are shown. */
function answersOf(question: Question): { value: string; title: string }[] {
  switch (question.kind) {
    case 'choice':
      return question.mode === 'taxonomy'
        ? places(question.labels).map(({ path }) => ({ value: path.join(' / '), title: pathTitle(question, path) }))
        : question.labels.map(label => ({ value: label.name, title: titleOf(label) }))
    case 'rating':
      return values(question).map(value => ({ value: String(value), title: caption(question, value) }))
    case 'pairwise':
      return preferences(question).map(value => ({ value, title: words(question, value) }))
    default:
      return []
  }
}

/** Whether a question is always asked, or only where an earlier one is answered so. */
export function WhenForm({
  question,
  index,
  schema,
  change,
}: {
  question: Question
  index: number
  schema: LabelSchema
  change(when: Condition | undefined): void
}) {
  const earlier = schema.questions.slice(0, index).filter(q => answersOf(q).length > 0)
  const { when } = question
  if (earlier.length === 0 && !when) return null
  const on = earlier.find(q => q.name === when?.question)
  return (
    <div className="two">
      <label className="lbl">
        {w.schema.when}
        <select
          className="field"
          value={when?.question ?? ''}
          onChange={e => change(e.target.value === '' ? undefined : { question: e.target.value, is: [] })}
        >
          <option value="">{w.schema.always}</option>
          {when && !on && <option value={when.question}>{when.question}</option>}
          {earlier.map(q => (
            <option key={q.name} value={q.name}>
              {w.schema.onlyWhen(q.title || q.name)}
            </option>
          ))}
        </select>
      </label>
      {when && on && (
        <fieldset className="checks line whenis">
          <legend className="sm">{w.schema.isOneOf}</legend>
          {answersOf(on).map(({ value, title }) => (
            <label key={value} className="check">
              <input
                type="checkbox"
                checked={when.is.includes(value)}
                onChange={e =>
                  change({ ...when, is: e.target.checked ? [...when.is, value] : when.is.filter(one => one !== value) })
                }
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
