import { useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, useSearch } from '@tanstack/react-router'
import { Refusal } from '../../api/client'
import { signIn } from '../../api/people'
import { sessionQuery } from '../../api/queries'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { useTitle } from '../../ui/useTitle'
import { Bare } from './Bare'
import { SetupNeeded } from './SetupPage'
import { useEnter } from './useEnter'

export function SignInPage() {
  useTitle(w.session.signIn)
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { next } = useSearch({ from: '/signin' })
  if (session.setupNeeded) return <SetupNeeded />
  if (session.person) return <Navigate to={next ?? '/'} />
  return (
    <Bare title={w.session.signIn} lead={w.session.signInLead}>
      <SignInForm to={next ?? '/'} />
    </Bare>
  )
}

export function SignInForm({ to }: { to: string }) {
  const enter = useEnter(async (form: FormData) => ({
    session: await signIn(String(form.get('email')).trim(), String(form.get('password'))),
    to,
  }))
  const error =
    enter.error instanceof Refusal
      ? enter.error.status === 401
        ? w.session.wrong
        : enter.error.status === 0
          ? w.errors.unreachable
          : enter.error.message
      : undefined
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        enter.mutate(new FormData(event.currentTarget))
      }}
    >
      <Field label={w.session.email}>
        {props => <input {...props} className="field" name="email" type="email" autoComplete="username" required autoFocus />}
      </Field>
      <Field label={w.session.password} error={error}>
        {props => <input {...props} className="field" name="password" type="password" autoComplete="current-password" required />}
      </Field>
      <button type="submit" className="btn main" disabled={enter.isPending}>
        {w.session.signIn}
      </button>
    </form>
  )
}
