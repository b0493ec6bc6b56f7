import { Refusal } from '../../api/client'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'

export interface NewPerson {
  name: string
  email: string
  password: string
}

/** Name, address, password: for the first owner and for whoever joins by a link. */
export function NewAccount({
  label,
  busy,
  error,
  submit,
}: {
  label: string
  busy: boolean
  error: unknown
  submit(person: NewPerson): void
}) {
  const refusal = error instanceof Refusal ? error : null
  const of = (field: string) => refusal?.violations.find(v => v.path.toLowerCase().endsWith(field))?.message
  const general =
    refusal && !['name', 'email', 'password'].some(of)
      ? refusal.status === 0
        ? w.errors.unreachable
        : refusal.message
      : undefined
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        submit({
          name: String(form.get('name')).trim(),
          email: String(form.get('email')).trim(),
          password: String(form.get('password')),
        })
      }}
    >
      <Field label={w.session.name} hint={w.session.nameHint} error={of('name')}>
        {props => <input {...props} className="field" name="name" autoComplete="name" required maxLength={200} autoFocus />}
      </Field>
      <Field label={w.session.email} error={of('email')}>
        {props => <input {...props} className="field" name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label={w.session.password} hint={w.session.passwordHint} error={of('password')}>
        {props => (
          <input
            {...props}
            className="field"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
          />
        )}
      </Field>
      {general && (
        <p className="error" role="alert">
          {general}
        </p>
      )}
      <button type="submit" className="btn main" disabled={busy}>
        {label}
      </button>
    </form>
  )
}
