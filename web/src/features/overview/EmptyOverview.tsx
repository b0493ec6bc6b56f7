import { Link, useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import type { Project } from '../../api/types'
import { w } from '../../i18n'
import { SchemaPreview } from '../../questions/editing/SchemaPreview'
import { useActions } from '../../ui/actions'
import { DropArea } from '../../ui/DropArea'
import { chosen, type Dropped } from '../../ui/dropped'
import { Key } from '../../ui/Key'
import { handOver } from '../../ui/handOver'
import { Rich } from '../../ui/Rich'

/** A project without data: what to do first, then next, and what people will see. */
export function EmptyOverview({ project }: { project: Project }) {
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const params = { projectId: project.id }
  const take = (files: Dropped | null) => {
    if (!files) return
    handOver(files)
    void navigate({ to: '/projects/$projectId/import', params })
  }
  useActions([{ id: 'choose', label: w.overview.choose, key: 'c', group: w.nav.do, perform: () => input.current?.click() }])
  return (
    <>
      <h1 className="lead">
        <Rich text={w.overview.emptyLead} />
      </h1>
      <div className="em grid">
        <div>
          <DropArea title={w.overview.dropTitle} body={w.overview.dropBody} take={take}>
            <span className="line droprow">
              <button type="button" className="btn main" onClick={() => input.current?.click()}>
                <Key name="c" /> {w.overview.choose}
              </button>
            </span>
            <input ref={input} type="file" multiple hidden onChange={e => take(chosen(e.target.files))} />
          </DropArea>
          <p className="sm dim terminal">{w.overview.terminal}</p>
          <code className="cmd" tabIndex={0}>
            {w.overview.command(project.name)}
          </code>
          <h2 className="h then">{w.overview.then}</h2>
          <ol className="steps">
            {w.overview.steps(project.itemWord).map(([title, body, key], i) => (
              <li key={title}>
                <span className="no">{i + 1}</span>
                <b>{title}</b>
                {key ? <Key name={key} /> : <span />}
                <span className="sm dim">{body}</span>
              </li>
            ))}
          </ol>
        </div>
        <aside>
          <h2 className="h">
            {w.overview.what} <small>{w.overview.fromSchema}</small>
          </h2>
          <SchemaPreview name={project.name} schema={project.schema} />
          <p className="sm dim example">
            {w.overview.example}{' '}
            <Link className="link" to="/projects/$projectId/settings" params={params}>
              {w.overview.change}
            </Link>
          </p>
        </aside>
      </div>
    </>
  )
}
