import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { listDisputes } from '../../api/quality'
import { projectQuery } from '../../api/queries'
import type { Dispute, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { useActions } from '../../ui/actions'
import { Key } from '../../ui/Key'
import { Rich } from '../../ui/Rich'
import { atLeast } from '../../ui/roles'
import { useNow } from '../../ui/useNow'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { MoreButton } from '../../ui/MoreButton'
import { Arbiter } from './Arbiter'
import { Clarifications } from './Clarifications'
import { Votes } from './Votes'
import './dispute.css'

export function DisputesPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const pages = useInfiniteQuery({
    queryKey: ['project', projectId, 'disputes', 'pages'],
    queryFn: ({ pageParam }) => listDisputes(projectId, pageParam || undefined),
    initialPageParam: 0,
    getNextPageParam: last => (last.disputes.length < 50 ? undefined : last.disputes.at(-1)?.taskId),
  })
  const now = useNow(60_000)
  const navigate = useNavigate()
  useTitle(w.disputes.title, project.name)
  const all = pages.data?.pages.flatMap(p => p.disputes) ?? []
  const total = pages.data?.pages[0]?.total ?? 0
  const first = all[0]
  useActions(
    first
      ? [
          {
            id: 'first',
            label: w.disputes.open,
            key: 'enter',
            group: w.nav.do,
            yieldsToButtons: true,
            perform: () =>
              void navigate({ to: '/projects/$projectId/disputes/$taskId', params: { projectId, taskId: String(first.taskId) } }),
          },
        ]
      : [],
  )
  if (!pages.data) return null
  const oldest = all.reduce<number | null>((min, d) => Math.min(min ?? Infinity, Date.parse(d.since)), null)
  return (
    <>
      <h1 className="lead">
        <Rich text={w.disputes.lead(total, oldest === null ? null : now - oldest)} />
      </h1>
      {total === 0 || !first ? (
        <p className="mid">{project.overlap === 1 ? w.quality.askedOnce(project.itemWord) : w.disputes.none}</p>
      ) : (
        <>
          <div className="line">
            <Link className="btn" to="/projects/$projectId/disputes/$taskId" params={{ projectId, taskId: String(first.taskId) }}>
              <Key name="enter" /> {w.quality.resolveAll(total)}
            </Link>
          </div>
          <DisputeTable disputes={all} schema={project.schema} projectId={projectId} now={now} />
          <MoreButton pages={pages} />
        </>
      )}
      {atLeast(project.role, 'manager') && <Arbiter projectId={projectId} />}
      {atLeast(project.role, 'manager') && <Clarifications projectId={projectId} />}
    </>
  )
}

export function DisputeTable({
  disputes,
  schema,
  projectId,
  now,
}: {
  disputes: readonly Dispute[]
  schema: LabelSchema
  projectId: number
  now: number
}) {
  const title = (name: string) => schema.questions.find(q => q.name === name)?.title ?? name
  const several = schema.questions.length > 1
  return (
    <table className="disputelist itemlist">
      <thead>
        <tr>
          <th className="wide">{w.data.columns.id}</th>
          <th>{w.disputes.columns.item}</th>
          <th>{w.disputes.columns.votes}</th>
          {several && <th className="wide">{w.disputes.columns.questions}</th>}
          <th className="r">{w.disputes.columns.since}</th>
        </tr>
      </thead>
      <tbody>
        {disputes.map(dispute => (
          <tr key={dispute.taskId}>
            <td className="mono dim wide">{dispute.taskId}</td>
            <td className="itemcell">
              <Link
                className="rowlink q clip"
                to="/projects/$projectId/disputes/$taskId"
                params={{ projectId, taskId: String(dispute.taskId) }}
              >
                {dispute.excerpt}
              </Link>
            </td>
            <td>
              <Votes votes={dispute.votes} question={schema.questions.find(q => q.name === dispute.questions[0])} />
            </td>
            {several && <td className="wide mid">{dispute.questions.map(title).join(' · ')}</td>}
            <td className="r dim nowrap">
              {dispute.heldBy !== null ? w.disputes.held : w.common.age(now - Date.parse(dispute.since))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
