import { useState, type ReactNode } from 'react'
import type { AcceptMode, AcceptSettings, ModelCalibration } from '../../api/types'
import { w } from '../../i18n'
import { PercentField } from '../../ui/PercentField'

const { accept: words } = w.models
const MODES = Object.keys(words.modes) as AcceptMode[]
type Shares = 'threshold' | 'epsilon' | 'delta' | 'auditShare'

/** How a model's drafts become labels without a person: only what the chosen way needs is asked. */
export function AcceptForm({
  settings,
  expected,
  auditsAreHeld,
  busy,
  save,
  children,
}: {
  settings: AcceptSettings
  /** What the model's calibration expects from each hundredth of confidence on, rising; empty without one. */
  expected: ModelCalibration['thresholds']
  /** Audited on tasks that the model never learns from and that show no draft. */
  auditsAreHeld: boolean
  busy: boolean
  save(settings: AcceptSettings): void
  children: ReactNode
}) {
  const [now, setNow] = useState(settings)
  const at = expected.find(each => each.chance >= now.threshold)
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
      <fieldset className="plainset stack">
        <legend className="sr">{words.mode}</legend>
        {MODES.map(mode => (
          <label key={mode} className="check">
            <input type="radio" checked={now.mode === mode} onChange={() => setNow({ ...now, mode })} />
            <span>
              {words.modes[mode]} <small className="dim">{words.modeHints[mode]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {now.mode !== 'off' && (
        <div className="acceptfields">
          {now.mode === 'fixed' && percent('threshold', words.threshold, 0, 100, 1)}
          {now.mode === 'risk_controlled' && percent('epsilon', words.epsilon, 0.1, 50, 0.1)}
          {now.mode === 'risk_controlled' && percent('delta', words.delta, 0.1, 50, 0.1)}
          {!auditsAreHeld &&
            percent('auditShare', words.auditShare, now.mode === 'risk_controlled' ? 1 : 0, 90, 1, words.auditHint)}
        </div>
      )}
      {now.mode === 'fixed' && expected.length > 0 && (
        <p className="sm dim">{at ? words.expected(at.share, at.wrong) : words.expectedNone}</p>
      )}
      {now.mode !== 'off' && auditsAreHeld && <p className="sm dim">{words.auditsAreHeld}</p>}
      {now.mode !== 'off' && !auditsAreHeld && (
        <label className="check">
          <input
            type="checkbox"
            checked={now.auditsSeeDraft}
            onChange={event => setNow({ ...now, auditsSeeDraft: event.target.checked })}
          />
          {words.auditsSeeDraft}
        </label>
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
