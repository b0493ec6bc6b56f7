import { useState, type CSSProperties } from 'react'
import type { ChoiceQuestion, Label } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import type { EditorProps } from '../contract'
import { rove } from '../roving'
import { chosenPaths, goUp, isChosen, openBranch, pick, toggle, type ChoiceAnswer } from './answer'
import { colorAt, find, pathTitle, places, titleOf, type Path } from './labels'
import { matching, needsSearch } from './search'

/** Too long for half of a phone's width. */
const isLong = (words: string) => words.length > 28

export const cssColor = (color: number | null): CSSProperties =>
  ({ '--c': color ? `var(--l${((color - 1) % 20) + 1})` : 'var(--ink3)' }) as CSSProperties

export function ChoiceEditor({
  question,
  draft,
  change,
  keys,
  active,
  labelledBy,
  describedBy,
  violation,
  suggestion,
}: EditorProps<ChoiceQuestion, ChoiceAnswer>) {
  const [wanted, setWanted] = useState('')
  const open = question.mode === 'taxonomy' ? openBranch(draft.view) : []
  const level = open.length === 0 ? question.labels : (find(question.labels, open)?.at(-1)?.children ?? [])
  const all = places(question.labels)
  const searching = wanted.trim() !== ''
  const shown = searching
    ? matching(all, wanted).map(p => ({ path: p.path, label: p.label }))
    : level.map(label => ({ path: [...open, label.name] as Path, label }))
  const keyOf = (label: Label) => (searching ? undefined : keys.find(k => k.target === label.name && k.key !== 'backspace')?.key)
  const several = question.mode !== 'single'
  const firstTab = Math.max(
    0,
    shown.findIndex(s => isChosen(question, draft.answer, s.path)),
  )

  const choose = (path: Path, label: Label) => {
    if (searching) {
      setWanted('')
      change({ ...draft, answer: toggle(question, draft.answer, path) })
    } else change(pick(question, draft, path, label))
  }
  return (
    <div onKeyDown={rove}>
      {needsSearch(question) && (
        <input
          className="field find"
          type="search"
          value={wanted}
          data-find={active || undefined}
          aria-label={w.choice.find}
          placeholder={w.choice.find}
          onChange={e => setWanted(e.target.value)}
          onKeyDown={e => {
            const first = shown[0]
            if (e.key === 'Enter' && first) {
              e.preventDefault()
              e.stopPropagation()
              choose(first.path, first.label)
              e.currentTarget.blur()
            } else if (e.key === 'Escape') {
              e.preventDefault()
              e.stopPropagation()
              setWanted('')
              e.currentTarget.blur()
            }
          }}
        />
      )}
      {question.mode === 'taxonomy' && (
        <>
          <Chosen
            question={question}
            answer={draft.answer}
            drop={path => change({ ...draft, answer: toggle(question, draft.answer, path) })}
          />
          {open.length > 0 && !searching && (
            <button type="button" className="btn quiet up" onClick={() => change(goUp(draft))}>
              {active && <Key name="backspace" />}
              {pathTitle(question, open)}
            </button>
          )}
        </>
      )}
      <div
        className="opts"
        role={several ? 'group' : 'radiogroup'}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={violation ? true : undefined}
      >
        {shown.map(({ path, label }, i) => {
          const said = isChosen(question, draft.answer, path)
          const isSuggested = !said && suggestion !== undefined && leadsTo(question, suggestion, path)
          const branches = label.children?.length ?? 0
          const key = keyOf(label)
          const words = searching ? pathTitle(question, path) : titleOf(label)
          return (
            <button
              key={path.join('\n')}
              type="button"
              role={several ? 'checkbox' : 'radio'}
              aria-checked={said}
              tabIndex={several || i === firstTab ? 0 : -1}
              className={['opt', said && 'said', isSuggested && 'draft', isLong(words) && 'long'].filter(Boolean).join(' ')}
              style={cssColor(colorAt(question, path))}
              onClick={() => choose(path, label)}
            >
              {key ? <Key name={key} on={said} /> : <span className="k blank" aria-hidden="true" />}
              <i className="sw" />
              <span>{words}</span>
              {isSuggested ? (
                <span className="tag draft">{w.suggestion.tag}</span>
              ) : (
                <span className="tick" aria-hidden="true">
                  {branches > 0 && !searching ? '›' : said ? '✓' : ''}
                </span>
              )}
              {label.hint && <small>{label.hint}</small>}
            </button>
          )
        })}
      </div>
      {searching && shown.length === 0 && <p className="sm dim">{w.choice.noneFound(wanted)}</p>}
    </div>
  )
}

/** Of a taxonomy, a branch on the way to what is suggested too. */
const leadsTo = (question: ChoiceQuestion, suggestion: ChoiceAnswer, path: Path) =>
  chosenPaths(question, suggestion).some(one => path.every((step, i) => one[i] === step))

function Chosen({
  question,
  answer,
  drop,
}: {
  question: ChoiceQuestion
  answer: ChoiceAnswer | undefined
  drop(path: Path): void
}) {
  const chosen = chosenPaths(question, answer)
  return (
    <ul className="chosen" aria-label={w.choice.chosen}>
      {chosen.map(path => (
        <li key={path.join('\n')}>
          <button
            type="button"
            className="chip on"
            style={cssColor(colorAt(question, path))}
            onClick={() => drop(path)}
            aria-label={w.choice.drop(pathTitle(question, path))}
          >
            <i className="sw" />
            {pathTitle(question, path)}
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export function ChoiceView({ question, answer }: { question: ChoiceQuestion; answer: ChoiceAnswer | undefined }) {
  const chosen = chosenPaths(question, answer)
  if (chosen.length === 0) return <span className="dim">{w.task.notAnswered}</span>
  return (
    <span className="labs">
      {chosen.map(path => (
        <span key={path.join('\n')} className="lab" style={cssColor(colorAt(question, path))}>
          <i className="sw" />
          {pathTitle(question, path)}
        </span>
      ))}
    </span>
  )
}
