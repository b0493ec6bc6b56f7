import { useState, type ReactNode } from 'react'
import type { ArbitrationPolicy, ArbitrationSettings, ModelSetup } from '../../api/types'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { PercentField } from '../../ui/PercentField'

const { arbiter: words } = w.disputes
const POLICIES = Object.keys(words.policies) as ArbitrationPolicy[]
type Shares = 'leastAccuracy' | 'delta' | 'blindShare'

/** Who is asked, and what becomes of the opinions: only what the chosen policy needs is asked. */
export function ArbiterForm({
  settings,
  setups,
  busy,
  save,
  children,
}: {
  settings: ArbitrationSettings
  setups: readonly ModelSetup[]
  busy: boolean
  save(settings: ArbitrationSettings): void
  children: ReactNode
}) {
  const [now, setNow] = useState(settings)
  const percent = (name: Shares, label: string, min: number, max: number, step: number, hint?: string) => (
    <PercentField
      label={label}
      hint={hint}
      min={min}
      max={max}
      step={step}
      value={now[name]}
      onChange={value => setNow({ ...now, [name]: value })}
    />
  )
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        save(now)
      }}
    >
      <Field label={words.model}>
        {props => (
          <select
            {...props}
            className="field"
            value={now.setupId ?? ''}
            onChange={event => setNow({ ...now, setupId: event.target.value === '' ? null : Number(event.target.value) })}
          >
            <option value="">{words.nobody}</option>
            {setups.map(setup => (
              <option key={setup.id} value={setup.id}>
                {setup.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {now.setupId !== null && (
        <>
          <fieldset className="plainset stack">
            <legend className="sr">{words.policy}</legend>
            {POLICIES.map(policy => (
              <label key={policy} className="check">
                <input type="radio" checked={now.policy === policy} onChange={() => setNow({ ...now, policy })} />
                <span>
                  {words.policies[policy]} <small className="dim">{words.policyHints[policy]}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <div className="arbiterfields">
            {now.policy === 'decide' && percent('leastAccuracy', words.leastAccuracy, 50, 99, 1)}
            {now.policy === 'decide' && percent('delta', words.delta, 0.1, 50, 0.1)}
            {percent('blindShare', words.blindShare, now.policy === 'decide' ? 5 : 0, 90, 1, words.blindHint)}
          </div>
        </>
      )}
      <div className="line">
        <button type="submit" className="btn" disabled={busy}>
          {words.save}
        </button>
        {children}
      </div>
    </form>
  )
}
