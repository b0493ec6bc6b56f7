import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'
import { connection } from '../api/connection'
import { outbox, useOutbox } from '../api/outbox'
import { waiting } from '../api/outbox/operations'
import { signOut } from '../api/people'
import { projectQuery, projectsQuery, sessionQuery } from '../api/queries'
import type { Project } from '../api/types'
import { w } from '../i18n'
import { useActions, type Action } from '../ui/actions'
import { Key } from '../ui/Key'
import { Mark } from '../ui/Mark'
import { Menu } from '../ui/Menu'
import { atLeast } from '../ui/roles'
import { keptTheme, nextTheme, setTheme } from '../ui/theme'
import { useProjectId } from '../ui/useProjectId'
import { Pipeline } from './Pipeline'
import './shell.css'
import { useLive } from './useLive'

/** The frame of every page but the work views: where you are, the pipeline with its live counts, what you can do. */
export function Shell() {
  const projectId = useProjectId()
  return Number.isFinite(projectId) ? <ProjectShell projectId={projectId} /> : <Frame />
}

function ProjectShell({ projectId }: { projectId: number }) {
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  return <Frame project={project} />
}

function Frame({ project }: { project?: Project }) {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const { data: projects } = useQuery(projectsQuery)
  const navigate = useNavigate()
  const manager = project !== undefined && atLeast(project.role, 'manager')
  const reviewer = project !== undefined && atLeast(project.role, 'reviewer')
  const live = useLive(manager ? project.id : null)
  const params = project ? { projectId: project.id } : { projectId: 0 }

  const pages = project
    ? [
        ...(manager ? [{ to: '/projects/$projectId', label: w.nav.overview, key: 'o', exact: true } as const] : []),
        ...(reviewer ? [{ to: '/projects/$projectId/data', label: w.nav.data, key: 'd', exact: false } as const] : []),
        ...(reviewer && !manager
          ? [
              { to: '/projects/$projectId/quality', label: w.nav.quality, key: 'q', exact: false } as const,
              { to: '/projects/$projectId/disputes', label: w.nav.disputes, key: 'r', exact: false } as const,
            ]
          : []),
        ...(manager
          ? [
              { to: '/projects/$projectId/metrics', label: w.nav.metrics, key: 'm', exact: false } as const,
              { to: '/projects/$projectId/people', label: w.nav.people, key: 'p', exact: false } as const,
              { to: '/projects/$projectId/jobs', label: w.nav.jobs, key: 'b', exact: false } as const,
              { to: '/projects/$projectId/settings', label: w.nav.settings, key: 't', exact: false } as const,
            ]
          : []),
      ]
    : []
  const stages = manager
    ? [
        { to: '/projects/$projectId/import', label: w.nav.ingest, key: 'i' } as const,
        { to: '/projects/$projectId/models', label: w.nav.models, key: 'w' } as const,
        { to: '/projects/$projectId/quality', label: w.nav.quality, key: 'q' } as const,
        { to: '/projects/$projectId/disputes', label: w.nav.disputes, key: 'r' } as const,
        { to: '/projects/$projectId/export', label: w.nav.export, key: 'x' } as const,
      ]
    : []
  useActions([
    ...[...pages, ...stages].map((page): Action => ({
      id: page.to,
      label: page.label,
      key: page.key,
      group: w.nav.goTo,
      perform: () => void navigate({ to: page.to, params }),
    })),
    ...(project
      ? [
          {
            id: 'annotate',
            label: w.nav.annotate,
            key: 'a',
            group: w.nav.do,
            perform: () => void navigate({ to: '/projects/$projectId/annotate', params }),
          },
        ]
      : []),
  ])

  return (
    <>
      <a className="skiplink" href="#main">
        {w.nav.skip}
      </a>
      <header className="top">
        <Link className="mark" to="/">
          <Mark />
          <span className="sr">{w.common.allProjects}</span>
          {!project && <span>{w.product}</span>}
        </Link>
        {project && (
          <Menu
            className="switch nowrap"
            label={
              <>
                <b className="clip">{project.name}</b>{' '}
                <span className="dim" aria-hidden="true">
                  ▾
                </span>
              </>
            }
            name={`${w.nav.project}: ${project.name}`}
          >
            {(projects ?? []).map(p => (
              <Link key={p.id} role="menuitem" to="/projects/$projectId" params={{ projectId: p.id }}>
                {p.name}
              </Link>
            ))}
            <hr />
            <Link role="menuitem" to="/">
              {w.common.allProjects}
            </Link>
            <Link role="menuitem" to="/projects/new">
              {w.nav.newProject}
            </Link>
          </Menu>
        )}
        {project && (
          <nav aria-label={w.nav.project}>
            {pages.map(page => (
              <Link
                key={page.to}
                to={page.to}
                params={params}
                activeOptions={{ exact: page.exact, includeSearch: false }}
                activeProps={{ 'aria-current': 'page' }}
              >
                {page.label}
              </Link>
            ))}
          </nav>
        )}
        <span className="right" />
        <Net live={live} />
        <button
          type="button"
          className="btn quiet wide"
          onClick={() => dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true }))}
        >
          {w.nav.goOrDo} <Key name="ctrl+k" />
        </button>
        <Me name={session.person?.name ?? ''} pages={pages} params={params} />
        {project && (
          <Link className="btn main" to="/projects/$projectId/annotate" params={params} aria-keyshortcuts="A">
            {w.nav.annotate} <Key name="a" />
          </Link>
        )}
      </header>
      {project && manager && <Pipeline projectId={project.id} overlap={project.overlap} />}
      <main className="page" id="main">
        <Outlet />
      </main>
    </>
  )
}

function Net({ live }: { live: boolean | null }) {
  const { offlineSince } = useSyncExternalStore(connection.subscribe, connection.get)
  const { data: session } = useQuery(sessionQuery)
  const log = useOutbox()
  const kept = session?.person ? waiting(log.operations, session.person.id).length : 0
  if (offlineSince !== null || kept > 0)
    return (
      <button
        type="button"
        className={offlineSince === null ? 'net unsent sm dim' : 'net off sm heed'}
        onClick={() => void outbox.hurry()}
      >
        {[offlineSince === null ? '' : w.nav.offline(offlineSince), kept > 0 ? w.nav.kept(kept) : ''].filter(Boolean).join(' · ')}
      </button>
    )
  return live === null ? null : <span className="net sm dim wide">{live ? w.nav.live : w.nav.notLive}</span>
}

type Page = {
  to:
    | '/projects/$projectId'
    | '/projects/$projectId/data'
    | '/projects/$projectId/quality'
    | '/projects/$projectId/metrics'
    | '/projects/$projectId/disputes'
    | '/projects/$projectId/people'
    | '/projects/$projectId/jobs'
    | '/projects/$projectId/settings'
  label: string
}

function Me({ name, pages, params }: { name: string; pages: readonly Page[]; params: { projectId: number } }) {
  const [theme, set] = useState(keptTheme)
  return (
    <Menu
      end
      name={`${w.nav.you}: ${name}`}
      className="me"
      label={<span aria-hidden="true">{[...name].slice(0, 1).join('').toUpperCase() || '·'}</span>}
    >
      {pages.map(page => (
        <Link key={page.to} role="menuitem" to={page.to} params={params} className="narrow">
          {page.label}
        </Link>
      ))}
      {pages.length > 0 && <hr className="narrow" />}
      <Link role="menuitem" to="/account">
        {w.common.account} <span className="dim clip">{name}</span>
      </Link>
      <button
        type="button"
        role="menuitem"
        onClick={event => {
          event.stopPropagation()
          const next = nextTheme(theme)
          setTheme(next)
          set(next)
        }}
      >
        {w.common.theme[theme]}
      </button>
      <hr />
      <button type="button" role="menuitem" onClick={() => void signOut().finally(() => location.assign('/signin'))}>
        {w.common.signOut}
      </button>
    </Menu>
  )
}
