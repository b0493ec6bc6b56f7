import { Field } from './Field'
import './percent.css'

/** A share, kept as 0 to 1 and written in percent. */
export function PercentField({
  label,
  hint,
  value,
  min,
  max,
  step,
  onChange,
}: {
  label: string
  hint?: string | undefined
  value: number
  /** In percent, as max and step are. */
  min: number
  max: number
  step: number
  onChange(value: number): void
}) {
  return (
    <Field label={label} hint={hint}>
      {props => (
        <span className="percent">
          <input
            {...props}
            className="field shortfield"
            type="number"
            required
            min={min}
            max={max}
            step={step}
            value={Number((value * 100).toFixed(4))}
            onChange={event => onChange(Number(event.target.value) / 100)}
          />
          %
        </span>
      )}
    </Field>
  )
}
