import type { PairwiseQuestion, Preference } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { cssColor } from '../choice/ChoiceEditor'
import type { EditorProps, ShownItem } from '../contract'
import { rove } from '../roving'
import { preferences, words } from './preferences'

/** "Answer B is better", by the headings the fields have on the page. */
function titled(question: PairwiseQuestion, preference: Preference, item: ShownItem | undefined): string {
  if (preference !== 'a' && preference !== 'b') return words(question, preference)
  const field = item?.schema.fields.find(f => f.name === question[preference])
  return field?.title ? w.pairwise.better(field.title) : words(question, preference)
}

export function PairwiseEditor({
  question,
  draft,
  change,
  keys,
  labelledBy,
  describedBy,
  violation,
  suggestion,
  item,
}: EditorProps<PairwiseQuestion, Preference>) {
  return (
    <div onKeyDown={rove}>
      <div
        className="opts"
        role="radiogroup"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={violation ? true : undefined}
      >
        {preferences(question).map((preference, i) => {
          const said = draft.answer === preference
          const key = keys.find(k => k.target === preference)?.key
          return (
            <button
              key={preference}
              type="button"
              role="radio"
              aria-checked={said}
              tabIndex={said || (draft.answer === undefined && i === 0) ? 0 : -1}
              className={said ? 'opt said' : suggestion === preference ? 'opt draft' : 'opt'}
              style={cssColor(preference === 'a' ? 1 : preference === 'b' ? 2 : null)}
              onClick={() => change({ ...draft, answer: preference })}
            >
              {key ? <Key name={key} on={said} /> : <span className="k blank" aria-hidden="true" />}
              <i className="sw" />
              <span>{titled(question, preference, item)}</span>
              {!said && suggestion === preference ? (
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

export function PairwiseView({
  question,
  answer,
  item,
}: {
  question: PairwiseQuestion
  answer: Preference | undefined
  item?: ShownItem | undefined
}) {
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  return <span className="said">{titled(question, answer, item)}</span>
}
