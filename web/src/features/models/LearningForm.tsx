import { useState, type ReactNode } from 'react'
import type { LearningSettings, LearningState } from '../../api/types'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { PercentField } from '../../ui/PercentField'

const { ownModel: words } = w.models

/** How the project's own model learns: only what is needed is asked. */
export function LearningForm({
  state,
  busy,
  save,
  children,
}: {
  state: LearningState
  busy: boolean
  save(settings: LearningSettings): void
  children: ReactNode
}) {
  const [now, setNow] = useState(state.settings)
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        save(now)
      }}
    >
      <label className="check">
        <input type="checkbox" checked={now.isOn} onChange={event => setNow({ ...now, isOn: event.target.checked })} />
        <span>
          {words.on} <small className="dim">{words.onHint}</small>
        </span>
      </label>
      {now.isOn && (
        <>
          <div className="acceptfields">
            {state.questions.length > 1 && (
              <Field label={words.question}>
                {props => (
                  <select
                    {...props}
                    className="field"
                    value={now.question ?? state.question ?? ''}
                    onChange={event => setNow({ ...now, question: event.target.value })}
                  >
                    {state.questions.map(name => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            )}
            <Field label={words.strategy}>
              {props => (
                <select
                  {...props}
                  className="field"
                  value={now.strategy}
                  onChange={event => setNow({ ...now, strategy: event.target.value })}
                >
                  {state.strategies.map(name => (
                    <option key={name} value={name}>
                      {words.strategies[name] ?? name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={words.everyLabels} hint={words.everyLabelsHint}>
              {props => (
                <input
                  {...props}
                  className="field shortfield"
                  type="number"
                  required
                  min={5}
                  max={10_000}
                  value={now.everyLabels}
                  onChange={event => setNow({ ...now, everyLabels: Number(event.target.value) })}
                />
              )}
            </Field>
            <PercentField
              label={words.randomShare}
              hint={words.randomHint}
              min={2}
              max={50}
              step={1}
              value={now.randomShare}
              onChange={randomShare => setNow({ ...now, randomShare })}
            />
          </div>
          <label className="check">
            <input type="checkbox" checked={now.drafts} onChange={event => setNow({ ...now, drafts: event.target.checked })} />
            {words.drafts}
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={now.asksAgain}
              onChange={event => setNow({ ...now, asksAgain: event.target.checked })}
            />
            {words.asksAgain}
          </label>
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
