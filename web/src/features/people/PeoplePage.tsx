import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { changeRole, invite, removeMember, withdrawInvitation } from '../../api/people'
import { invitationsQuery, membersQuery, projectQuery, sessionQuery } from '../../api/queries'
import type { Member, Role } from '../../api/types'
import { f, w } from '../../i18n'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'
import { Once } from '../../ui/Once'
import { Rich } from '../../ui/Rich'
import { useNow } from '../../ui/useNow'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import './people.css'

const ROLES: readonly Role[] = ['annotator', 'reviewer', 'manager', 'owner']

export function PeoplePage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: members } = useSuspenseQuery(membersQuery(projectId))
  useTitle(w.people.title, project.name)
  return (
    <>
      <h1 className="lead">
        <Rich
          text={w.people.lead(
            members.length,
            members.reduce((n, m) => n + m.answers, 0),
          )}
        />
      </h1>
      <div className="peoplegrid">
        <section className="sec">
          <h2>{w.people.members}</h2>
          <Members projectId={projectId} members={members} mayMakeOwners={project.role === 'owner'} />
        </section>
        <aside className="sec">
          <Invitations projectId={projectId} mayMakeOwners={project.role === 'owner'} />
        </aside>
      </div>
    </>
  )
}

function Members({
  projectId,
  members,
  mayMakeOwners,
}: {
  projectId: number
  members: readonly Member[]
  mayMakeOwners: boolean
}) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const queries = useQueryClient()
  const now = useNow(60_000)
  const [leaving, setLeaving] = useState<Member | null>(null)
  const refresh = () => void queries.invalidateQueries({ queryKey: ['project', projectId] })
  const role = useMutation({
    mutationFn: ({ member, to }: { member: Member; to: Role }) => changeRole(projectId, member.person.id, to),
    onSettled: refresh,
    onError: error => notify(error.message),
  })
  const remove = useMutation({
    mutationFn: (member: Member) => removeMember(projectId, member.person.id),
    onSuccess: (_, member) => notify(w.people.removed(member.person.name)),
    onSettled: refresh,
    onError: error => notify(error.message),
  })
  const { columns } = w.people
  const withGold = members.some(m => m.gold.total > 0)
  return (
    <div className="scroll">
      <table className="members">
        <thead>
          <tr>
            <th>{columns.name}</th>
            <th>{columns.role}</th>
            <th className="r wide">{columns.answers}</th>
            <th className="r wide">{columns.skipped}</th>
            <th className="r wide">{columns.pace}</th>
            {withGold && <th className="r wide">{columns.gold}</th>}
            <th className="r wide">{columns.last}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {members.map(member => {
            const { person } = member
            return (
              <tr key={person.id}>
                <td>
                  <b>{person.name}</b> {person.id === session.person?.id && <span className="dim">{w.people.you}</span>}{' '}
                  {person.isSimulated && !person.name.includes(w.common.simulated) && (
                    <span className="tag">{w.common.simulated}</span>
                  )}
                  <div className="dim">{person.email}</div>
                  <div className="narrow">{doneBy(member, now)}</div>
                </td>
                <td>
                  <select
                    className="field rolefield"
                    value={member.role}
                    aria-label={w.people.role(person.name)}
                    disabled={member.role === 'owner' && !mayMakeOwners}
                    onChange={e => role.mutate({ member, to: e.target.value as Role })}
                  >
                    {ROLES.filter(r => r !== 'owner' || mayMakeOwners || member.role === 'owner').map(r => (
                      <option key={r} value={r}>
                        {w.common.roles[r]}
                      </option>
                    ))}
                  </select>
                </td>
                <td className="r wide">{f.num(member.answers)}</td>
                <td className="r dim wide">{f.num(member.skipped)}</td>
                <td className="r nowrap wide">{member.medianSeconds !== null && w.people.pace(member.medianSeconds)}</td>
                {withGold && (
                  <td className="r nowrap wide">
                    {member.gold.total > 0 && w.people.gold(member.gold.right, member.gold.total)}
                  </td>
                )}
                <td className="r dim nowrap wide">
                  {member.lastAnswerAt ? w.common.ago(now - Date.parse(member.lastAnswerAt)) : w.common.never}
                </td>
                <td className="r">
                  <button
                    type="button"
                    className="btn quiet small"
                    aria-label={w.people.remove(person.name)}
                    onClick={() => setLeaving(member)}
                  >
                    {w.common.remove}
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {leaving && (
        <Dialog title={w.people.remove(leaving.person.name)} close={() => setLeaving(null)}>
          <p>{w.people.removeSure(leaving.person.name)}</p>
          <p className="line after">
            <button
              type="button"
              className="btn danger"
              onClick={() => {
                remove.mutate(leaving)
                setLeaving(null)
              }}
            >
              {w.common.remove}
            </button>
            <button type="button" className="btn quiet" onClick={() => setLeaving(null)} data-first>
              {w.common.cancel}
            </button>
          </p>
        </Dialog>
      )}
    </div>
  )
}

/** The columns that a narrow screen has no room for, in one line. */
function doneBy({ answers, skipped, medianSeconds, gold, lastAnswerAt }: Member, now: number) {
  return [
    w.people.answered(answers),
    skipped > 0 && w.people.skips(skipped),
    medianSeconds !== null && w.people.pace(medianSeconds),
    gold.total > 0 && w.people.goldOf(w.people.gold(gold.right, gold.total)),
    lastAnswerAt && w.common.ago(now - Date.parse(lastAnswerAt)),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Invitations({ projectId, mayMakeOwners }: { projectId: number; mayMakeOwners: boolean }) {
  const { data: open } = useQuery(invitationsQuery(projectId))
  const queries = useQueryClient()
  const [role, setRole] = useState<Role>('annotator')
  const refresh = () => void queries.invalidateQueries({ queryKey: invitationsQuery(projectId).queryKey })
  const make = useMutation({
    mutationFn: (form: FormData) =>
      invite(projectId, {
        role,
        expiresInDays: Number(form.get('days')),
        ...(form.get('uses') === 'once' ? { maxUses: 1 } : {}),
      }),
    onSuccess: refresh,
  })
  const withdraw = useMutation({
    mutationFn: (id: number) => withdrawInvitation(projectId, id),
    onSettled: refresh,
    onError: error => notify(error.message),
  })
  return (
    <>
      <h2>
        {w.people.invite} <small>{w.people.inviteSmall}</small>
      </h2>
      <form
        className="stack"
        onSubmit={event => {
          event.preventDefault()
          make.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field label={w.people.as} hint={w.people.roleHints[role]}>
          {props => (
            <select {...props} className="field" value={role} onChange={e => setRole(e.target.value as Role)}>
              {ROLES.filter(r => r !== 'owner' || mayMakeOwners).map(r => (
                <option key={r} value={r}>
                  {w.common.roles[r]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="pair">
          <Field label={w.people.days}>
            {props => (
              <select {...props} className="field" name="days" defaultValue="14">
                {[1, 7, 14, 60].map(n => (
                  <option key={n} value={n}>
                    {w.people.inDays(n)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={w.people.uses}>
            {props => (
              <select {...props} className="field" name="uses" defaultValue="many">
                <option value="many">{w.people.usesMany}</option>
                <option value="once">{w.people.usesOnce}</option>
              </select>
            )}
          </Field>
        </div>
        <div className="line">
          <button type="submit" className="btn" disabled={make.isPending}>
            {w.people.make}
          </button>
        </div>
        {make.error && (
          <p className="error" role="alert">
            {make.error.message}
          </p>
        )}
        {make.data && <Once key={make.data.link} text={new URL(make.data.link, location.origin).href} note={w.people.once} />}
      </form>
      <h2 className="h openh">{w.people.open}</h2>
      {open?.length === 0 && <p className="sm dim">{w.people.openNone}</p>}
      <ul className="openlist">
        {open?.map(i => (
          <li key={i.id}>
            <span className="sm">
              {w.people.invitation(w.common.roles[i.role], i.createdBy, f.date(i.expiresAt))}
              <span className="dim"> · {w.people.used(i.uses, i.maxUses)}</span>
            </span>
            <button type="button" className="btn quiet small" onClick={() => withdraw.mutate(i.id)}>
              {w.people.withdraw}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
