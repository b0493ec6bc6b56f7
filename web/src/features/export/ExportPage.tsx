import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { exportSummaryQuery, projectQuery } from '../../api/queries'
import { exportUrl } from '../../api/quality'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import './export.css'

export function ExportPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: summary } = useSuspenseQuery(exportSummaryQuery(projectId))
  const [format, setFormat] = useState<'jsonl' | 'csv'>('jsonl')
  const [only, setOnly] = useState<'decided' | 'all'>(summary.decided === 0 ? 'all' : 'decided')
  const [annotations, setAnnotations] = useState(false)
  useTitle(w.exporting.title, project.name)
  const titles = project.schema.questions.filter(q => summary.schemaQuestions.includes(q.name)).map(q => q.name)
  if (summary.total === 0)
    return (
      <>
        <h1 className="lead">
          <Rich text={w.data.lead(0, project.itemWord, 0)} />
        </h1>
        <p className="mid">{w.exporting.empty}</p>
        <p className="line nextstep">
          <Link className="btn main" to="/projects/$projectId/import" params={{ projectId }}>
            {w.ingest.new}
          </Link>
        </p>
      </>
    )
  return (
    <>
      <h1 className="lead">
        <Rich text={w.exporting.lead(summary.decided, summary.total, project.itemWord)} />
      </h1>
      <div className="exporting">
        <form className="stack loose" onSubmit={event => event.preventDefault()}>
          <fieldset className="sec choices">
            <legend className="sr">{w.exporting.format}</legend>
            <h2 aria-hidden="true">{w.exporting.format}</h2>
            {(['jsonl', 'csv'] as const).map(name => (
              <label key={name} className="check">
                <input type="radio" name="format" checked={format === name} onChange={() => setFormat(name)} />
                <span>{w.exporting.formats[name].name}</span>
                <small>{w.exporting.formats[name].hint}</small>
              </label>
            ))}
          </fieldset>
          <fieldset className="sec choices">
            <legend className="sr">{w.exporting.what}</legend>
            <h2 aria-hidden="true">{w.exporting.what}</h2>
            {(['decided', 'all'] as const).map(which => (
              <label key={which} className="check">
                <input type="radio" name="only" checked={only === which} onChange={() => setOnly(which)} />
                <span>{w.exporting.only[which](which === 'decided' ? summary.decided : summary.total)}</span>
              </label>
            ))}
            <label className="check apart">
              <input type="checkbox" checked={annotations} onChange={e => setAnnotations(e.target.checked)} />
              <span>{w.exporting.annotations}</span>
              <small>{w.exporting.annotationsHint}</small>
            </label>
          </fieldset>
          <div className="line">
            <a className="btn main" href={exportUrl(projectId, { format, annotations, only })} download>
              {w.exporting.download}
            </a>
            {summary.bytesEstimate !== null && <span className="sm dim">{w.exporting.size(summary.bytesEstimate)}</span>}
          </div>
          <div>
            <p className="sm dim terminal">{w.exporting.terminal}</p>
            <code className="cmd" tabIndex={0}>
              {w.exporting.command(project.name, format, annotations, only === 'all')}
            </code>
          </div>
        </form>
        <aside className="sec">
          <h2>{w.exporting.holds}</h2>
          <ul className="holds sm mid">
            {w.exporting.parts.map(part => (
              <li key={part}>{part}</li>
            ))}
          </ul>
          <p className="sm dim">{w.exporting.questions(titles.join(', '))}</p>
          <p className="sm dim">{w.exporting.same}</p>
        </aside>
      </div>
    </>
  )
}
