import { useState, type CSSProperties, type Dispatch } from 'react'
import type { Label, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { cap } from '../../ui/keys'
import { Menu } from '../../ui/Menu'
import { takenFrom } from '..'
import { assignKeys, titleOf } from '../choice/labels'
import { titlesFrom, type Edit, type Labelled } from './schemaEdit'

const color = (n: number | undefined) => ({ '--c': n ? `var(--l${n})` : 'var(--ink3)' }) as CSSProperties
const COLORS = Array.from({ length: 20 }, (_, i) => i + 1)

/** The labels of a question: colour, words, hint, key. In a taxonomy each can have labels below it. */
export function LabelRows({
  question,
  index,
  schema,
  dispatch,
  fixed,
}: {
  question: Labelled
  index: number
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  fixed: ReadonlySet<string>
}) {
  return (
    <div className="labels">
      <p className="sm dim labelshead">
        {w.schema.labels}
        <span className="andkey">{w.schema.andKey}</span>
      </p>
      <Level
        labels={question.labels}
        path={[]}
        question={index}
        tree={question.kind === 'choice' && question.mode === 'taxonomy'}
        taken={takenFrom(schema, index)}
        dispatch={dispatch}
        fixed={fixed}
      />
      <AddLabels question={index} parent={[]} dispatch={dispatch} />
    </div>
  )
}

interface LevelProps {
  labels: readonly Label[]
  path: readonly number[]
  question: number
  tree: boolean
  /** Keys that other questions and editors need. */
  taken: ReadonlySet<string>
  dispatch: Dispatch<Edit>
  fixed: ReadonlySet<string>
}

function Level({ labels, path, question, tree, taken, dispatch, fixed }: LevelProps) {
  const keys = assignKeys(labels, taken)
  return (
    <ul>
      {labels.map((label, i) => {
        const here = [...path, i]
        const change = (what: Partial<Label>) => dispatch({ type: 'label', question, path: here, change: what })
        return (
          <li key={i}>
            <div className="labelrow">
              <Menu
                className="swatchbtn"
                name={w.schema.colorOf(titleOf(label))}
                label={<i className="sw" style={color(label.color)} />}
              >
                <div className="swatches">
                  {COLORS.map(n => (
                    <button
                      key={n}
                      type="button"
                      role="menuitem"
                      aria-label={w.schema.color(n)}
                      style={color(n)}
                      onClick={() => change({ color: n })}
                    >
                      <i className="sw" />
                    </button>
                  ))}
                </div>
              </Menu>
              <input
                className="field"
                value={label.title ?? label.name}
                aria-label={w.schema.labelTitle}
                onChange={e => change({ title: e.target.value })}
              />
              <input
                className="field labelhint"
                value={label.hint ?? ''}
                placeholder={w.schema.labelHint}
                aria-label={w.schema.hintOf(titleOf(label))}
                onChange={e => change({ hint: e.target.value })}
              />
              <input
                className="field mono keyfield"
                value={label.key ?? ''}
                maxLength={1}
                placeholder={cap(keys[i] ?? '').replace('Shift ', '⇧')}
                aria-label={w.schema.keyOf(titleOf(label))}
                onChange={e => change({ key: e.target.value.toLowerCase() })}
              />
              <span className="rowacts">
                <button
                  type="button"
                  className="btn quiet small"
                  disabled={i === 0}
                  onClick={() => dispatch({ type: 'move_label', question, path: here, by: -1 })}
                  aria-label={w.schema.up(titleOf(label))}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="btn quiet small"
                  disabled={fixed.has(label.name)}
                  onClick={() => dispatch({ type: 'remove_label', question, path: here })}
                  aria-label={w.schema.removeNamed(titleOf(label))}
                >
                  ×
                </button>
              </span>
            </div>
            {tree && (
              <div className="sublabels">
                <Level
                  labels={label.children ?? []}
                  path={here}
                  question={question}
                  tree
                  taken={taken}
                  dispatch={dispatch}
                  fixed={fixed}
                />
                <AddLabels question={question} parent={here} dispatch={dispatch} below={titleOf(label)} />
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Type a label and Enter; or paste many, one a line. */
function AddLabels({
  question,
  parent,
  dispatch,
  below,
}: {
  question: number
  parent: readonly number[]
  dispatch: Dispatch<Edit>
  below?: string
}) {
  const [text, setText] = useState('')
  const add = (titles: readonly string[]) => {
    if (titles.length > 0) dispatch({ type: 'add_labels', question, parent, titles })
    setText('')
  }
  return (
    <div className="addlabel">
      <input
        className="field"
        value={text}
        placeholder={below ? w.schema.addBelow(below) : w.schema.addLabel}
        aria-label={below ? w.schema.addBelow(below) : w.schema.addLabel}
        onChange={e => setText(e.target.value)}
        onKeyDown={e => {
          if (e.key !== 'Enter') return
          e.preventDefault()
          add(titlesFrom(text))
        }}
        onBlur={() => add(titlesFrom(text))}
        onPaste={e => {
          const titles = titlesFrom(e.clipboardData.getData('text'))
          if (titles.length < 2) return
          e.preventDefault()
          add(titles)
        }}
      />
      {text !== '' && <Key name="enter" />}
    </div>
  )
}
