import { Link, useNavigate } from '@tanstack/react-router'
import type { Need, Overview, Project } from '../../api/types'
import { f, w } from '../../i18n'
import { useActions } from '../../ui/actions'
import { Key } from '../../ui/Key'
import { Rich } from '../../ui/Rich'
import { useNow } from '../../ui/useNow'

/** Where each need is met. */
const target = (need: Need) => {
  switch (need.kind) {
    case 'disputes':
      return { to: '/projects/$projectId/disputes' } as const
    case 'import_rejected':
    case 'import_failed':
      return { to: '/projects/$projectId/jobs' } as const
    case 'skipped':
      return { to: '/projects/$projectId/data', search: { status: 'skipped' } } as const
    case 'no_data':
      return { to: '/projects/$projectId/import' } as const
    case 'no_people':
      return { to: '/projects/$projectId/people' } as const
    case 'no_guidelines':
      return { to: '/projects/$projectId/guidelines' } as const
  }
}

export function Needs({ project, overview: o }: { project: Project; overview: Overview }) {
  const now = useNow(60_000)
  const navigate = useNavigate()
  const params = { projectId: project.id }
  useActions(
    o.needs.slice(0, 9).map((need, i) => ({
      id: `need-${need.kind}`,
      label: w.overview.need[need.kind](need.count).title.replace(/[\uE000-\uE003]/g, ''),
      key: String(i + 1),
      group: w.overview.needs,
      perform: () => void navigate({ ...target(need), params }),
    })),
  )
  return (
    <>
      <h2>{w.overview.needs}</h2>
      {o.needs.length === 0 && <p className="sm dim">{w.overview.needsNone}</p>}
      {o.needs.map((need, i) => {
        const words = w.overview.need[need.kind](need.count)
        return (
          <Link key={need.kind} className="need" {...target(need)} params={params}>
            {i < 9 ? <Key name={String(i + 1)} /> : <span />}
            <span>
              <Rich text={words.title} />{' '}
              {need.kind === 'disputes' && need.since && (
                <span className="tag disputed">{w.overview.oldest(now - Date.parse(need.since))}</span>
              )}
            </span>
            <span className="sm dim">{words.body}</span>
          </Link>
        )
      })}
      <h2 className="h second">{w.overview.queue}</h2>
      <table>
        <tbody>
          {(
            [
              ['waiting', o.waiting],
              ['held', o.held],
              ['disputed', o.byStatus.disputed],
              ['skipped', o.byStatus.skipped],
            ] as const
          ).map(([row, n]) => (
            <tr key={row}>
              <td>{w.overview.queueRows[row]}</td>
              <td className="r">{f.num(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
