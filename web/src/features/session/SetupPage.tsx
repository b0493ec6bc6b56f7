import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { setUp } from '../../api/people'
import { sessionQuery } from '../../api/queries'
import { w } from '../../i18n'
import { useTitle } from '../../ui/useTitle'
import { Bare } from './Bare'
import { NewAccount, type NewPerson } from './NewAccount'
import { useEnter } from './useEnter'

/** The first start: whoever holds the one-time link becomes the owner. */
export function SetupPage() {
  useTitle(w.session.setupTitle)
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { token } = useSearch({ from: '/setup' })
  const enter = useEnter(async (person: NewPerson) => ({ session: await setUp({ token: token ?? '', ...person }), to: '/' }))
  if (!session.setupNeeded && !enter.isSuccess)
    return (
      <Bare title={w.session.setupDone}>
        <p className="line">
          <Link className="btn" to="/">
            {w.session.signIn}
          </Link>
        </p>
      </Bare>
    )
  if (!token) return <SetupNeeded />
  return (
    <Bare title={w.session.setupTitle} lead={w.session.setupLead}>
      <NewAccount label={w.session.setupDo} busy={enter.isPending} error={enter.error} submit={enter.mutate} />
    </Bare>
  )
}

export function SetupNeeded() {
  return (
    <Bare title={w.session.setupNeeded} lead={w.session.setupWhere}>
      <code className="cmd" tabIndex={0}>
        {w.session.setupLink(location.origin)}
      </code>
    </Bare>
  )
}
