import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type CSSProperties } from 'react'
import { projectsQuery } from '../../api/queries'
import type { ProjectSummary } from '../../api/types'
import { f, w } from '../../i18n'
import { Key } from '../../ui/Key'
import { useActions } from '../../ui/actions'
import { Rich } from '../../ui/Rich'
import { useTitle } from '../../ui/useTitle'
import './projects.css'

export function ProjectsPage() {
  useTitle(w.projects.title)
  const { data: all } = useSuspenseQuery(projectsQuery)
  const [aside, setAside] = useState(false)
  const navigate = useNavigate()
  const open = all.filter(p => !p.archived)
  const archived = all.filter(p => p.archived)
  useActions([
    { id: 'new', label: w.projects.create, key: 'n', group: w.nav.do, perform: () => void navigate({ to: '/projects/new' }) },
  ])
  if (all.length === 0)
    return (
      <>
        <h1 className="lead">{w.projects.emptyTitle}</h1>
        <p className="mid narrowtext">{w.projects.emptyBody}</p>
        <p className="line gap">
          <NewProject main />
        </p>
      </>
    )
  const sum = (of: (p: ProjectSummary) => number) => open.reduce((n, p) => n + of(p), 0)
  return (
    <>
      <h1 className="lead">
        <Rich
          text={w.projects.lead(
            open.length,
            sum(p => (p.role === 'annotator' ? 0 : p.disputed)),
            sum(p => p.mine),
          )}
        />
      </h1>
      <div className="line headline">
        <NewProject main={false} />
      </div>
      <ProjectTable projects={open} />
      {archived.length > 0 && (
        <>
          <button type="button" className="btn quiet small gap" aria-expanded={aside} onClick={() => setAside(!aside)}>
            {w.projects.showArchived} · {f.num(archived.length)}
          </button>
          {aside && <ProjectTable projects={archived} />}
        </>
      )}
    </>
  )
}

function NewProject({ main }: { main: boolean }) {
  return (
    <Link className={main ? 'btn main' : 'btn'} to="/projects/new">
      {w.projects.create} <Key name="n" />
    </Link>
  )
}

function ProjectTable({ projects }: { projects: readonly ProjectSummary[] }) {
  const { columns } = w.projects
  return (
    <table className="projects">
      <thead>
        <tr>
          <th>{columns.name}</th>
          <th className="wide">{columns.role}</th>
          <th>{columns.progress}</th>
          <th className="r wide">{columns.disputes}</th>
          <th className="r wide">{columns.mine}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {projects.map(p => (
          <tr key={p.id}>
            <td>
              <Link className="name" to="/projects/$projectId" params={{ projectId: p.id }}>
                {p.name}
              </Link>{' '}
              {p.isDemo && <span className="tag">{w.projects.demo}</span>}{' '}
              {p.archived && <span className="tag">{w.projects.archived}</span>}
            </td>
            <td className="wide mid">{w.common.roles[p.role]}</td>
            <td>
              <span className="far">
                <span className="track" style={{ '--p': p.total === 0 ? 0 : (p.decided / p.total) * 100 } as CSSProperties} />
                <span className="mid">{w.projects.of(p.decided, p.total)}</span>
              </span>
            </td>
            <td className={p.disputed > 0 && p.role !== 'annotator' ? 'r wide heed' : 'r wide dim'}>
              {p.role === 'annotator' ? '' : f.num(p.disputed)}
            </td>
            <td className="r wide mid">{f.num(p.mine)}</td>
            <td className="r">
              <Link
                className="btn small"
                to="/projects/$projectId/annotate"
                params={{ projectId: p.id }}
                aria-label={`${w.nav.annotate}: ${p.name}`}
              >
                {w.nav.annotate}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
