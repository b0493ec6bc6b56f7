import type { ModelKind, ModelSettings } from '../../api/types'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { GazetteerFiles } from './GazetteerFiles'
import type { Gazetteers } from './gazetteers'
import { combinations, kinds, shown, type Input } from './kinds'

const { editor: words } = w.models

/** What is set of a model of a kind. */
export function Inputs({
  kind,
  settings,
  choices,
  error,
  change,
}: {
  kind: ModelKind
  settings: ModelSettings
  choices: readonly string[]
  error: string | undefined
  change(settings: ModelSettings): void
}) {
  const { inputs } = kinds[kind]
  if (inputs.length === 0 && error)
    return (
      <p className="error" role="alert">
        {error}
      </p>
    )
  return shown(inputs, settings).map((input, i) => (
    <One
      key={input.name}
      input={input}
      value={settings[input.name]}
      choices={choices}
      error={i === 0 ? error : undefined}
      change={value => {
        const { [input.name]: _, ...rest } = settings
        change(value === undefined ? rest : { ...rest, [input.name]: value })
      }}
    />
  ))
}

function One({
  input,
  value,
  choices,
  error,
  change,
}: {
  input: Input
  value: ModelSettings[string] | undefined
  choices: readonly string[]
  error: string | undefined
  change(value: ModelSettings[string] | undefined): void
}) {
  const label = words.inputs[input.name]
  if (input.as === 'lists') return <GazetteerFiles files={(value ?? {}) as Gazetteers} change={change} />
  const text = value === undefined || typeof value === 'object' ? '' : String(value)
  if (input.as === 'check')
    return (
      <label className="check">
        <input type="checkbox" checked={value === true} onChange={event => change(event.target.checked)} />
        {label}
      </label>
    )
  if (input.as === 'several') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : []
    return (
      <fieldset className="plainset stack">
        <legend>{label}</legend>
        {[...new Set([...choices, ...chosen])].map(choice => (
          <label key={choice} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={event => change(event.target.checked ? [...chosen, choice] : chosen.filter(each => each !== choice))}
            />
            <span>{choice}</span>
          </label>
        ))}
        <p className={error ? 'error' : 'sm dim'} role={error ? 'alert' : undefined}>
          {error ?? words.inputHints[input.name]}
        </p>
      </fieldset>
    )
  }
  if (input.as === 'combination')
    return (
      <fieldset className="plainset stack">
        <legend>{label}</legend>
        {combinations.map(way => (
          <label key={way} className="check">
            <input type="radio" checked={value === way} onChange={() => change(way)} />
            <span>
              {words.combinations[way]} <small className="dim">{words.combinationHints[way]}</small>
            </span>
          </label>
        ))}
      </fieldset>
    )
  return (
    <Field label={label} hint={words.inputHints[input.name]} error={error}>
      {props =>
        input.as === 'lines' ? (
          <textarea
            {...props}
            className="field mono rules"
            spellCheck={false}
            rows={18}
            required={input.required}
            value={text}
            onChange={event => change(event.target.value)}
          />
        ) : input.as === 'choice' ? (
          <select
            {...props}
            className="field"
            required={input.required}
            value={text}
            onChange={event => change(event.target.value || undefined)}
          >
            <option value="" />
            {[...new Set([...choices, ...(text ? [text] : [])])].map(choice => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <input
            {...props}
            className={input.as === 'number' ? 'field shortfield' : 'field'}
            type={input.as === 'number' ? 'number' : 'text'}
            min={input.min}
            max={input.max}
            step={input.step}
            required={input.required}
            value={text}
            onChange={event =>
              change(
                event.target.value === '' ? undefined : input.as === 'number' ? Number(event.target.value) : event.target.value,
              )
            }
          />
        )
      }
    </Field>
  )
}
