import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword, createToken, rename, revokeToken } from '../../api/people'
import { projectsQuery, sessionQuery, tokensQuery } from '../../api/queries'
import type { ApiToken, Scope } from '../../api/types'
import { w } from '../../i18n'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'
import { Once } from '../../ui/Once'
import { Rich } from '../../ui/Rich'
import { useNow } from '../../ui/useNow'
import { useTitle } from '../../ui/useTitle'
import './session.css'

const SCOPES: readonly Scope[] = ['read', 'import', 'annotate', 'export', 'manage']

export function AccountPage() {
  useTitle(w.account.title)
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { data: tokens } = useQuery(tokensQuery)
  if (!session.person) return null
  return (
    <>
      <h1 className="lead">
        <Rich text={w.account.lead(session.person.name, tokens?.length ?? 0)} />
      </h1>
      <div className="account">
        <div className="stack loose">
          <NameForm name={session.person.name} email={session.person.email} />
          <PasswordForm />
        </div>
        <Tokens tokens={tokens ?? []} />
      </div>
    </>
  )
}

function NameForm({ name, email }: { name: string; email: string }) {
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (form: FormData) => rename(String(form.get('name')).trim()),
    onSuccess: session => {
      queries.setQueryData(sessionQuery.queryKey, session)
      notify(w.common.saved)
    },
    onError: error => notify(error.message),
  })
  return (
    <section className="sec">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field label={w.account.name} hint={email}>
          {props => (
            <input {...props} className="field" name="name" required maxLength={200} defaultValue={name} autoComplete="name" />
          )}
        </Field>
        <div className="line">
          <button type="submit" className="btn" disabled={save.isPending}>
            {w.common.save}
          </button>
        </div>
      </form>
    </section>
  )
}

function PasswordForm() {
  const save = useMutation({
    mutationFn: (form: FormData) => changePassword(String(form.get('current')), String(form.get('next'))),
  })
  return (
    <section className="sec">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          save.mutate(new FormData(form), {
            onSuccess: () => {
              form.reset()
              notify(w.account.changed)
            },
          })
        }}
      >
        <Field label={w.account.current} error={save.error?.message}>
          {props => (
            <input {...props} className="field" name="current" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <Field label={w.account.next} hint={w.session.passwordHint}>
          {props => (
            <input {...props} className="field" name="next" type="password" autoComplete="new-password" required minLength={10} />
          )}
        </Field>
        <div className="line">
          <button type="submit" className="btn" disabled={save.isPending}>
            {w.account.change}
          </button>
        </div>
      </form>
    </section>
  )
}

function Tokens({ tokens }: { tokens: readonly ApiToken[] }) {
  const { data: projects } = useQuery(projectsQuery)
  const queries = useQueryClient()
  const now = useNow(60_000)
  const [revoking, setRevoking] = useState<ApiToken | null>(null)
  const refresh = () => void queries.invalidateQueries({ queryKey: tokensQuery.queryKey })
  const create = useMutation({
    mutationFn: (form: FormData) =>
      createToken({
        name: String(form.get('name')).trim(),
        scopes: SCOPES.filter(scope => form.get(scope) === 'on'),
        expiresInDays: Number(form.get('days')),
        ...(form.get('project') ? { projectId: Number(form.get('project')) } : {}),
      }),
    onSuccess: refresh,
  })
  const revoke = useMutation({
    mutationFn: (token: ApiToken) => revokeToken(token.id),
    onSuccess: () => notify(w.account.revoked),
    onSettled: refresh,
    onError: error => notify(error.message),
  })
  const { columns } = w.account
  return (
    <section className="sec">
      <h2>
        {w.account.tokens} <small>{w.account.tokensHint}</small>
      </h2>
      {tokens.length === 0 ? (
        <p className="sm dim">{w.account.none}</p>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th>{columns.name}</th>
                <th>{columns.may}</th>
                <th className="wide">{columns.used}</th>
                <th className="wide">{columns.ends}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {tokens.map(token => (
                <tr key={token.id}>
                  <td>
                    {token.name} <span className="mono dim">{`${token.prefix}…`}</span>
                  </td>
                  <td className="mid">{token.scopes.map(scope => w.account.scopes[scope as Scope] ?? scope).join(', ')}</td>
                  <td className="dim wide">
                    {token.lastUsedAt ? w.common.ago(now - Date.parse(token.lastUsedAt)) : w.common.never}
                  </td>
                  <td className="dim wide">{token.expiresAt ? w.account.expiresOn(token.expiresAt) : w.common.never}</td>
                  <td className="r">
                    <button type="button" className="btn quiet small" onClick={() => setRevoking(token)}>
                      {w.account.revoke}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form
        className="form tokenform"
        onSubmit={event => {
          event.preventDefault()
          create.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field label={w.account.tokenName}>
          {props => <input {...props} className="field" name="name" required maxLength={100} />}
        </Field>
        <fieldset className="scopes">
          <legend>{w.account.scopeList}</legend>
          {SCOPES.map(scope => (
            <label key={scope} className="check">
              <input type="checkbox" name={scope} defaultChecked={scope === 'read'} />
              {w.account.scopes[scope]}
            </label>
          ))}
        </fieldset>
        <Field label={w.account.project}>
          {props => (
            <select {...props} className="field" name="project" defaultValue="">
              <option value="">{w.account.anyProject}</option>
              {projects?.map(p => (
                <option key={p.id} value={p.id}>
                  {p.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={w.account.expires}>
          {props => (
            <select {...props} className="field" name="days" defaultValue="90">
              {[7, 30, 90, 365].map(n => (
                <option key={n} value={n}>
                  {w.account.inDays(n)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {create.error && (
          <p className="error" role="alert">
            {create.error.message}
          </p>
        )}
        <div className="line">
          <button type="submit" className="btn" disabled={create.isPending}>
            {w.account.create}
          </button>
        </div>
        {create.data && <Once key={create.data.token} text={create.data.token} note={w.account.once} />}
      </form>
      {revoking && (
        <Dialog title={w.account.revoke} close={() => setRevoking(null)}>
          <p>{w.account.revokeSure(revoking.name)}</p>
          <p className="line after">
            <button
              type="button"
              className="btn danger"
              onClick={() => {
                revoke.mutate(revoking)
                setRevoking(null)
              }}
            >
              {w.account.revoke}
            </button>
            <button type="button" className="btn quiet" onClick={() => setRevoking(null)} data-first>
              {w.common.cancel}
            </button>
          </p>
        </Dialog>
      )}
    </section>
  )
}
