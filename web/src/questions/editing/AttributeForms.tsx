import type { Dispatch } from 'react'
import type { Attribute, Question, Violation } from '../../api/types'
import { w } from '../../i18n'
import { titleOf } from '../choice/labels'
import { HeadForm } from './HeadForm'
import { violationsAt } from './parse'
import { PlainForm } from './PlainForms'
import { asSchema, type Edit, type WithAttributes } from './schemaEdit'

const KINDS = ['choice', 'rating', 'text'] as const

interface Props {
  question: WithAttributes
  index: number
  dispatch: Dispatch<Edit>
  violations: readonly Violation[]
  fixed: ReadonlySet<string>
}

/** What is asked about each region besides its label. */
export function AttributeForms({ question, index, dispatch, violations, fixed }: Props) {
  const edit = (what: Edit) => dispatch({ type: 'attributes', question: index, edit: what })
  return (
    <div className="attributeforms">
      <p className="sm dim labelshead">{w.schema.attributes}</p>
      {question.attributes?.map((attribute, place) => (
        <AttributeForm
          key={place}
          attribute={attribute}
          place={place}
          of={question}
          edit={edit}
          wrong={violationsAt(violations, `questions[${index}].attributes[${place}]`)}
          fixed={fixed}
        />
      ))}
      <div className="line">
        {KINDS.map(kind => (
          <button key={kind} type="button" className="btn small" onClick={() => edit({ type: 'add_question', kind })}>
            {w.schema.addAttribute[kind]}
          </button>
        ))}
      </div>
    </div>
  )
}

function AttributeForm({
  attribute,
  place,
  of,
  edit,
  wrong,
  fixed,
}: {
  attribute: Attribute
  place: number
  of: WithAttributes
  edit: Dispatch<Edit>
  wrong: readonly Violation[]
  fixed: ReadonlySet<string>
}) {
  const count = of.attributes?.length ?? 0
  const title = attribute.title || attribute.name
  const change = (what: Partial<Question>) =>
    edit({ type: 'question', index: place, change: what } as Edit & { type: 'question' })
  return (
    <fieldset className={wrong.length > 0 ? 'part wrongpart' : 'part'}>
      <legend>
        {w.schema.attribute(place + 1)} <span className="tag">{w.schema.kinds[attribute.kind]}</span>
      </legend>
      <div className="parthead">
        {count > 1 &&
          ([-1, 1] as const).map(by => (
            <button
              key={by}
              type="button"
              className="btn quiet small"
              disabled={by < 0 ? place === 0 : place === count - 1}
              onClick={() => edit({ type: 'move_question', index: place, by })}
              aria-label={by < 0 ? w.schema.up(title) : w.schema.down(title)}
            >
              {by < 0 ? '↑' : '↓'}
            </button>
          ))}
        <button
          type="button"
          className="btn quiet small"
          disabled={fixed.has(attribute.name)}
          onClick={() => edit({ type: 'remove_question', index: place })}
          aria-label={w.schema.removeNamed(title)}
        >
          {w.common.remove}
        </button>
      </div>
      <HeadForm question={attribute} change={change} fixed={fixed} />
      <OnLabels attribute={attribute} of={of} change={on => change({ on } as unknown as Partial<Question>)} />
      <PlainForm question={attribute} index={place} schema={asSchema(of)} dispatch={edit} fixed={fixed} />
      {wrong.map(({ path, rule, message }) => (
        <p key={path + rule} className="error sm">
          {message}
        </p>
      ))}
    </fieldset>
  )
}

/** Which labels it is asked of. All is the same as none, and stays true when labels are added. */
function OnLabels({
  attribute,
  of,
  change,
}: {
  attribute: Attribute
  of: WithAttributes
  change(on: string[] | undefined): void
}) {
  if (of.labels.length < 2) return null
  const all = of.labels.map(label => label.name)
  const on = attribute.on?.length ? attribute.on : all
  return (
    <fieldset className="checks line whenis">
      <legend className="sm">{w.schema.askedOf}</legend>
      {of.labels.map(label => {
        const isOn = on.includes(label.name)
        return (
          <label key={label.name} className="check">
            <input
              type="checkbox"
              checked={isOn}
              disabled={isOn && on.length === 1}
              onChange={e => {
                const next = all.filter(name => (name === label.name ? e.target.checked : on.includes(name)))
                change(next.length === all.length ? undefined : next)
              }}
            />
            {titleOf(label)}
          </label>
        )
      })}
    </fieldset>
  )
}
