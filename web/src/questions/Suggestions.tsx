// What a weak model proposes for a question, below its editor: part by part where its answers are lists, else as a whole.
import { useMemo } from 'react'
import type { Answer, Question } from '../api/types'
import { w } from '../i18n'
import { Key } from '../ui/Key'
import { kindOf } from '.'
import { cssColor } from './choice/ChoiceEditor'
import type { Draft, ShownItem } from './contract'
import { accept, acceptAll, atHand, reject, rejectAll, type OpenPart } from './suggestions'

/** Rows drawn at a time; the rest come into sight as these are dealt with. */
const MOST_ROWS = 50

export interface SuggestionsProps {
  readonly question: Question
  readonly answer: Answer | undefined
  /** Parts to be decided about. */
  readonly open: readonly OpenPart[]
  readonly model: string
  readonly draft: Draft
  change(draft: Draft): void
  readonly active: boolean
  readonly item: ShownItem | undefined
}

export function Suggestions(props: SuggestionsProps) {
  const { question, answer, model, open } = props
  const kind = kindOf(question)
  if (answer === undefined) return null
  if (kind.suggest === 'by sight')
    return kind.isEmpty(answer) ? null : <p className="sm dim suggestedby">{w.suggestion.by(model)}</p>
  if (kind.suggest === undefined) return <Whole {...props} />
  return open.length === 0 ? null : <Parts {...props} />
}

function Whole({ question, answer, model, draft, change, active }: SuggestionsProps) {
  const kind = kindOf(question)
  if (kind.same(draft.answer, answer)) return null
  return (
    <section className="suggestions" aria-label={w.suggestion.about(question.title || question.name)}>
      <h3 className="regionshead">
        {w.suggestion.title} <small>{w.suggestion.of(model)}</small>
      </h3>
      <button type="button" className="opt draft" onClick={() => change({ ...draft, answer })}>
        {active ? <Key name="y" /> : <span className="k blank" aria-hidden="true" />}
        <i className="sw" />
        <span>{kind.summary(question, answer!).text}</span>
        <span className="tag draft">{w.suggestion.tag}</span>
      </button>
    </section>
  )
}

function Parts({ question, open, model, draft, change, active, item }: SuggestionsProps) {
  const { suggest } = kindOf(question)
  const words = useMemo(
    () => (typeof suggest === 'object' ? suggest.words(question, item) : undefined),
    [suggest, question, item],
  )
  const current = atHand(open, draft)
  return (
    <section className="suggestions" aria-label={w.suggestion.about(question.title || question.name)}>
      <h3 className="regionshead">
        {w.suggestion.title} <small>{w.suggestion.notYours(open.length, model)}</small>
      </h3>
      <ol className="rows">
        {open.slice(0, MOST_ROWS).map(part => {
          const { title, detail, color } = words!(part.part as never)
          const isHere = active && part === current
          return (
            <li key={part.place} className={isHere ? 'row draft here' : 'row draft'} style={cssColor(color)}>
              <i className="sw draft" />
              <button
                type="button"
                className="rowname clip"
                aria-current={isHere || undefined}
                onClick={() => change({ ...draft, pointed: part.place })}
              >
                {w.suggestion.maybe(title)} <span className="dim">{detail}</span>
              </button>
              <span className="rowacts">
                <button
                  type="button"
                  aria-label={w.suggestion.accept(title, detail)}
                  title={w.suggestion.accept(title, detail)}
                  onClick={() => change(accept(question, draft, open, part))}
                >
                  {isHere ? <Key name="y" /> : '✓'}
                </button>
                <button
                  type="button"
                  aria-label={w.suggestion.reject(title, detail)}
                  title={w.suggestion.reject(title, detail)}
                  onClick={() => change(reject(draft, open, part))}
                >
                  {isHere ? <Key name="x" /> : '×'}
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      {open.length > MOST_ROWS && <p className="sm dim">{w.suggestion.more(open.length - MOST_ROWS)}</p>}
      {open.length > 1 && (
        <p className="line">
          <button type="button" className="act" onClick={() => change(acceptAll(question, draft, open))}>
            {active && <Key name="shift+y" />} {w.suggestion.acceptAll}
          </button>
          <button type="button" className="act" onClick={() => change(rejectAll(draft, open))}>
            {active && <Key name="shift+x" />} {w.suggestion.rejectAll}
          </button>
        </p>
      )}
    </section>
  )
}
