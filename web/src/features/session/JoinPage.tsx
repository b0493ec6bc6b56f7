import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Refusal } from '../../api/client'
import { acceptInvitation, getInvitation, signOut } from '../../api/people'
import { sessionQuery } from '../../api/queries'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { useTitle } from '../../ui/useTitle'
import { Bare } from './Bare'
import { NewAccount, type NewPerson } from './NewAccount'
import { useEnter } from './useEnter'

export function JoinPage() {
  const { token } = useParams({ from: '/join/$token' })
  const { data: session } = useSuspenseQuery(sessionQuery)
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => getInvitation(token),
    retry: false,
    staleTime: Infinity,
  })
  const enter = useEnter(async (person: NewPerson | null) => {
    const { session: joined, projectId } = await acceptInvitation(token, person ?? {})
    return { session: joined, to: `/projects/${projectId}` }
  })
  useTitle(invitation.data ? w.session.joinTitle(invitation.data.project) : w.session.joinDo)
  if (invitation.error)
    return (
      <Bare
        title={w.session.joinDead}
        lead={
          invitation.error instanceof Refusal && invitation.error.status !== 0 ? invitation.error.message : w.errors.unreachable
        }
      >
        <p className="sm dim">{w.session.joinDeadNext}</p>
      </Bare>
    )
  if (!invitation.data) return null
  const { project, invitedBy, role, expiresAt } = invitation.data
  const lead = (
    <>
      <p>
        <Rich text={w.session.joinLead(project, invitedBy, w.common.roles[role])} />
      </p>
      <p className="sm dim">{w.session.joinUntil(expiresAt)}</p>
    </>
  )
  return (
    <Bare title={w.session.joinTitle(project)} lead={lead}>
      {session.person ? (
        <div className="form">
          <button type="button" className="btn main" disabled={enter.isPending} onClick={() => enter.mutate(null)} autoFocus>
            {w.session.joinAs(session.person.name)}
          </button>
          <button type="button" className="link sm" onClick={() => void signOut().then(() => location.reload())}>
            {w.session.joinOther}
          </button>
          {enter.error && (
            <p className="error" role="alert">
              {enter.error.message}
            </p>
          )}
        </div>
      ) : (
        <>
          <NewAccount label={w.session.joinDo} busy={enter.isPending} error={enter.error} submit={enter.mutate} />
          <p className="sm">
            <Link className="link" to="/signin" search={{ next: `/join/${token}` }}>
              {w.session.joinKnown}
            </Link>
          </p>
        </>
      )}
    </Bare>
  )
}
