import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type CSSProperties } from 'react'
import { cancelImport, rejectedUrl, resumeImport, undoImport } from '../../api/ingest'
import { importsQuery, projectQuery } from '../../api/queries'
import type { ImportJob } from '../../api/types'
import { f, w } from '../../i18n'
import { SureDialog } from '../../ui/SureDialog'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Aggregation } from './Aggregation'
import '../../ui/job.css'
import './ingest.css'

const busy = (job: ImportJob) => job.state === 'queued' || job.state === 'running' || job.state === 'undoing'
/** Where live events do not get through, a running job is still asked about. */
const ASK_EVERY = 2_000

export function JobsPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: jobs } = useQuery({
    ...importsQuery(projectId),
    refetchInterval: query => (query.state.data?.some(busy) ? ASK_EVERY : false),
  })
  useTitle(w.ingest.jobsTitle, project.name)
  if (!jobs) return null
  const kept = jobs.filter(j => j.state !== 'undone')
  return (
    <>
      <h1 className="lead">
        <Rich
          text={w.ingest.jobsLead(
            jobs.filter(busy).length,
            kept.length,
            kept.reduce((n, j) => n + j.rejected, 0),
          )}
        />
      </h1>
      <div className="line">
        <Link className="btn" to="/projects/$projectId/import" params={{ projectId }}>
          {w.ingest.new}
        </Link>
      </div>
      <Aggregation projectId={projectId} />
      {jobs.length === 0 ? (
        <p className="mid spaced">
          {w.ingest.none} {w.ingest.noneNext}
        </p>
      ) : (
        <section className="sec jobs spaced">
          {jobs.map(job => (
            <Job key={job.id} job={job} />
          ))}
        </section>
      )}
    </>
  )
}

function Job({ job }: { job: ImportJob }) {
  const queries = useQueryClient()
  const [sure, setSure] = useState(false)
  const act = useMutation({
    mutationFn: (what: (projectId: number, jobId: number) => Promise<ImportJob>) => what(job.projectId, job.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['project', job.projectId] }),
    onError: error => notify(error.message),
  })
  const share = job.bytesTotal > 0 ? (job.bytesRead / job.bytesTotal) * 100 : 0
  const stopped = job.state === 'cancelled' || job.state === 'failed'
  return (
    <article className="job">
      <div>
        <h2>
          {job.fileName} <span className={job.state === 'failed' ? 'tag bad' : 'tag'}>{w.ingest.states[job.state]}</span>
        </h2>
        <p className="jobfacts">
          <span>{w.ingest.rows(job.rowsRead)}</span>
          <span>{(job.answers ? w.ingest.answersImported : w.ingest.imported)(job.imported)}</span>
          {job.duplicates > 0 && <span>{(job.answers ? w.ingest.repeated : w.ingest.linked)(job.duplicates)}</span>}
          {job.rejected > 0 && <span className="heed">{w.ingest.rejected(job.rejected)}</span>}
          {job.state === 'running' && job.rowsPerSecond !== null && (
            <span className="dim">{w.ingest.speed(job.rowsPerSecond)}</span>
          )}
          {busy(job) && <span className="dim">{w.ingest.sent(job.bytesRead, job.bytesTotal)}</span>}
          <span className="dim">{w.ingest.by(job.createdBy, job.createdAt)}</span>
        </p>
        {job.error && <p className="error">{job.error}</p>}
      </div>
      <div className="jobacts">
        {(job.state === 'queued' || job.state === 'running') && (
          <button type="button" className="btn small" onClick={() => act.mutate(cancelImport)}>
            {w.ingest.cancel}
          </button>
        )}
        {stopped && (
          <button type="button" className="btn small" onClick={() => act.mutate(resumeImport)}>
            {w.ingest.resume}
          </button>
        )}
        {(job.state === 'completed' || stopped) && (
          <button type="button" className="btn small quiet" onClick={() => setSure(true)}>
            {w.ingest.undo}
          </button>
        )}
      </div>
      {busy(job) && (
        <div
          className="meter"
          role="progressbar"
          aria-valuenow={Math.round(share)}
          aria-label={w.ingest.progress(job.fileName)}
          style={{ '--p': share } as CSSProperties}
        />
      )}
      {job.rejected > 0 && (
        <details className="rejected more">
          <summary className="sm">
            {w.ingest.showRejected} · {f.num(job.rejected)}
          </summary>
          <div className="scroll" tabIndex={0} role="region" aria-label={w.ingest.showRejected}>
            <table>
              <thead>
                <tr>
                  <th className="r">{w.ingest.rejectedColumns.line}</th>
                  <th>{w.ingest.rejectedColumns.column}</th>
                  <th className="r wide">{w.ingest.rejectedColumns.position}</th>
                  <th>{w.ingest.rejectedColumns.reason}</th>
                  <th className="wide">{w.ingest.rejectedColumns.excerpt}</th>
                </tr>
              </thead>
              <tbody>
                {job.rejectedSample.map(row => (
                  <tr key={`${row.line}-${row.position}`}>
                    <td className="r">{f.num(row.line)}</td>
                    <td className="mono">{row.column}</td>
                    <td className="r dim wide">{row.position !== null && f.num(row.position)}</td>
                    <td>{row.reason}</td>
                    <td className="mono dim cell wide">{row.excerpt}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <a className="link sm" href={rejectedUrl(job.projectId, job.id)} download>
            {w.ingest.download}
          </a>
        </details>
      )}
      {sure && (
        <SureDialog
          title={`${w.ingest.undo}: ${job.fileName}`}
          action={w.ingest.undo}
          act={() => {
            setSure(false)
            act.mutate(undoImport, { onSuccess: () => notify(w.ingest.undoing) })
          }}
          close={() => setSure(false)}
        >
          <p>{(job.answers ? w.ingest.undoAnswersSure : w.ingest.undoSure)(job.imported)}</p>
        </SureDialog>
      )}
    </article>
  )
}
