import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { upload, uploadFiles } from '../../api/ingest'
import { projectQuery } from '../../api/queries'
import type { Project, Upload } from '../../api/types'
import { w } from '../../i18n'
import { useActions } from '../../ui/actions'
import { chosen, single, size, type Dropped } from '../../ui/dropped'
import { takeOver } from '../../ui/handOver'
import { FolderInput } from '../../ui/FolderInput'
import { DropArea } from '../../ui/DropArea'
import { Key } from '../../ui/Key'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { UploadPreview } from './UploadPreview'
import '../../ui/job.css'
import './ingest.css'

type Sending = { files: Dropped; sent: number; stop: AbortController }

export function ImportPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  useTitle(w.ingest.title, project.name)
  const [sending, setSending] = useState<Sending | null>(null)
  const [preview, setPreview] = useState<Upload | null>(null)
  const [error, setError] = useState<string | null>(null)

  const take = (files: Dropped) => {
    const stop = new AbortController()
    const tell = (sent: number) => setSending(now => now && { ...now, sent })
    const file = single(files)
    setError(null)
    setSending({ files, sent: 0, stop })
    const sent = file
      ? upload(projectId, file, tell, stop.signal)
      : uploadFiles(projectId, files.name, files.files, tell, stop.signal)
    sent
      .then(setPreview, (problem: unknown) => {
        if (!(problem instanceof DOMException))
          setError(problem instanceof Error && problem.message !== '0' ? problem.message : w.errors.unreachable)
      })
      .finally(() => setSending(null))
  }
  // What was dropped on the overview comes along.
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const timer = setTimeout(() => {
      const files = takeOver()
      if (files) latest.current(files)
    })
    return () => clearTimeout(timer)
  }, [])

  if (preview)
    return <UploadPreview key={preview.uploadId + preview.format} project={project} upload={preview} setUpload={setPreview} />
  return (
    <>
      <h1 className="lead">
        <Rich text={w.ingest.lead(project.itemWord)} />
      </h1>
      {sending ? <Progress {...sending} /> : <Chooser project={project} take={take} />}
      {error && (
        <p className="error spaced" role="alert">
          {error}
        </p>
      )}
    </>
  )
}

function Chooser({ project, take }: { project: Project; take(files: Dropped): void }) {
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<{ open(): void }>(null)
  const some = (files: Dropped | null) => files && take(files)
  useActions([{ id: 'choose', label: w.overview.choose, key: 'c', group: w.nav.do, perform: () => input.current?.click() }])
  return (
    <>
      <DropArea title={w.overview.dropTitle} body={w.overview.dropBody} take={some}>
        <span className="line droprow">
          <button type="button" className="btn main" onClick={() => input.current?.click()}>
            <Key name="c" /> {w.overview.choose}
          </button>
          <button type="button" className="btn" onClick={() => folder.current?.open()}>
            {w.ingest.chooseFolder}
          </button>
          <Link className="btn quiet" to="/projects/$projectId/jobs" params={{ projectId: project.id }}>
            {w.ingest.imports}
          </Link>
          <Link className="btn quiet" to="/projects/$projectId/media" params={{ projectId: project.id }}>
            {w.media.title}
          </Link>
        </span>
        <input ref={input} type="file" multiple hidden data-testid="file" onChange={e => some(chosen(e.target.files))} />
        <FolderInput ref={folder} take={some} />
      </DropArea>
      <p className="sm dim terminal">{w.overview.terminal}</p>
      <code className="cmd" tabIndex={0}>
        {w.overview.command(project.name)}
      </code>
    </>
  )
}

function Progress({ files, sent, stop }: Sending) {
  const total = size(files)
  // What surrounds the files counts too.
  const now = Math.min(sent, total)
  return (
    <section className="sec sending" aria-live="polite">
      <h2 className="h">
        {w.ingest.uploading(files.name)} <small>{w.ingest.sent(now, total)}</small>
      </h2>
      <div
        className="meter"
        role="progressbar"
        aria-valuenow={Math.round((now / Math.max(1, total)) * 100)}
        aria-label={w.ingest.progress(files.name)}
        style={{ '--p': (now / Math.max(1, total)) * 100 } as CSSProperties}
      />
      <button type="button" className="btn" onClick={() => stop.abort()}>
        {w.ingest.cancelUpload}
      </button>
    </section>
  )
}
