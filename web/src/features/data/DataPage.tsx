import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { listTasks } from '../../api/quality'
import { projectQuery, projectsQuery } from '../../api/queries'
import type { Project, TaskRow, TaskStatus } from '../../api/types'
import { w } from '../../i18n'
import { labelColor, summarise } from '../../questions'
import { useActions } from '../../ui/actions'
import { Key } from '../../ui/Key'
import { Rich } from '../../ui/Rich'
import { atLeast } from '../../ui/roles'
import { StatusTag } from '../../ui/StatusTag'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import './data.css'

const STATUSES: readonly TaskStatus[] = ['pending', 'in_progress', 'disputed', 'completed', 'skipped', 'archived']
const TYPING_PAUSE = 250

export function DataPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: projects } = useQuery(projectsQuery)
  const filter = useSearch({ from: '/inside/projects/$projectId/managed/data' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(filter.search ?? '')
  const field = useRef<HTMLInputElement>(null)
  useTitle(w.data.title, project.name)
  useActions([{ id: 'search', label: w.data.search, key: '/', group: w.nav.do, perform: () => field.current?.focus() }])

  const set = (next: { status?: TaskStatus | undefined; search?: string | undefined }) => {
    const merged = { status: filter.status, search: filter.search, ...next }
    void navigate({
      to: '/projects/$projectId/data',
      params: { projectId },
      search: { ...(merged.status ? { status: merged.status } : {}), ...(merged.search ? { search: merged.search } : {}) },
      replace: true,
    })
  }
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== (filter.search ?? '')) set({ search: typed.trim() || undefined })
    }, TYPING_PAUSE)
    return () => clearTimeout(timer)
  })

  const pages = useInfiniteQuery({
    queryKey: ['project', projectId, 'tasks', filter.status ?? '', filter.search ?? ''],
    queryFn: ({ pageParam }) =>
      listTasks(projectId, {
        limit: 50,
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.search ? { search: filter.search } : {}),
        ...(pageParam ? { after: pageParam } : {}),
      }),
    initialPageParam: 0,
    getNextPageParam: last => last.next ?? undefined,
    placeholderData: before => before,
  })
  const rows = pages.data?.pages.flatMap(p => p.tasks) ?? []
  const total = pages.data?.pages[0]?.total ?? null
  const summary = projects?.find(p => p.id === projectId)
  if (summary?.total === 0 && total === 0 && !filter.status && !filter.search)
    return (
      <>
        <h1 className="lead">
          <Rich text={w.data.lead(0, project.itemWord, 0)} />
        </h1>
        <p className="mid">{w.data.empty}</p>
        {atLeast(project.role, 'manager') && (
          <p className="line nextstep">
            <Link className="btn main" to="/projects/$projectId/import" params={{ projectId }}>
              {w.ingest.new}
            </Link>
          </p>
        )}
      </>
    )
  return (
    <>
      <h1 className="lead">{summary && <Rich text={w.data.lead(summary.total, project.itemWord, summary.decided)} />}</h1>
      <div className="line filters">
        <label className="searchbox">
          <input
            ref={field}
            className="field"
            type="search"
            value={typed}
            placeholder={w.data.search}
            aria-label={w.data.search}
            onChange={e => setTyped(e.target.value)}
          />
          {typed === '' && <Key name="/" />}
        </label>
        <select
          className="field status"
          value={filter.status ?? ''}
          aria-label={w.data.status}
          onChange={e => set({ status: (e.target.value || undefined) as TaskStatus | undefined })}
        >
          <option value="">{w.data.any}</option>
          {STATUSES.map(status => (
            <option key={status} value={status}>
              {w.task.status[status]}
            </option>
          ))}
        </select>
        {pages.data && <span className="sm dim">{w.data.shown(rows.length, total)}</span>}
      </div>
      {pages.data && rows.length === 0 ? (
        <p className="mid nonefound">
          {w.data.none} {w.data.noneNext}{' '}
          {(filter.status || filter.search) && (
            <button
              type="button"
              className="link"
              onClick={() => {
                setTyped('')
                set({ status: undefined, search: undefined })
              }}
            >
              {w.data.clear}
            </button>
          )}
        </p>
      ) : (
        <TaskTable rows={rows} project={project} />
      )}
      {pages.hasNextPage && (
        <button type="button" className="btn more" onClick={() => void pages.fetchNextPage()} disabled={pages.isFetchingNextPage}>
          {w.data.more}
        </button>
      )}
    </>
  )
}

function TaskTable({ rows, project }: { rows: readonly TaskRow[]; project: Project }) {
  const { columns } = w.data
  return (
    <table className="tasks itemlist">
      <thead>
        <tr>
          <th className="wide">{columns.id}</th>
          <th>{columns.item}</th>
          <th>{columns.status}</th>
          <th className="r wide">{columns.answers}</th>
          <th>{columns.final}</th>
          <th className="wide">{columns.from}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => {
          const final = row.final ? summarise(project.schema, row.final) : null
          return (
            <tr key={row.id}>
              <td className="mono dim wide">{row.id}</td>
              <td className="itemcell">
                <Link
                  className="rowlink q clip"
                  to="/projects/$projectId/data/$taskId"
                  params={{ projectId: project.id, taskId: String(row.id) }}
                >
                  {row.excerpt}
                </Link>
              </td>
              <td className="nowrap">
                <StatusTag status={row.status} /> {row.isGold && <span className="tag gold">{w.data.gold}</span>}
              </td>
              <td className="r dim nowrap wide">{w.data.answers(row.answers, row.overlap)}</td>
              <td className="finalcell">
                {final && (
                  <span className="lab" style={{ '--c': labelColor(final.color) } as CSSProperties}>
                    {final.color !== null && <i className="sw" />}
                    <span className="clip">{final.text}</span>
                  </span>
                )}
              </td>
              <td className="dim clip fromcell wide">{row.file && row.row !== null && w.task.from(row.file, row.row)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
