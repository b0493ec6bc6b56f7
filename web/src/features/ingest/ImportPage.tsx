import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import { dropUpload, previewAs, startImport, upload, uploadFiles } from '../../api/ingest'
import { importsQuery, projectQuery } from '../../api/queries'
import type { FormatName, NewImport, Project, Upload } from '../../api/types'
import { f, w } from '../../i18n'
import { SchemaPreview } from '../../questions/editing/SchemaPreview'
import { useActions } from '../../ui/actions'
import { chosen, dropped, single, size, type Dropped } from '../../ui/dropped'
import { asText } from '../../ui/excerpt'
import { takeOver } from '../../ui/handOver'
import { FolderInput } from '../../ui/FolderInput'
import { Key } from '../../ui/Key'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { looksLikeAnswers } from './answers'
import { AnswersMapper } from './AnswersMapper'
import { missing, sampleOf, startingMapping, type Mapping } from './mapping'
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

  if (preview) return <Mapper key={preview.uploadId + preview.format} project={project} upload={preview} setUpload={setPreview} />
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
      <div
        className="drop"
        onDragOver={e => e.preventDefault()}
        onDrop={e => {
          e.preventDefault()
          void dropped(e.dataTransfer).then(some)
        }}
      >
        <b className="dropt">{w.overview.dropTitle}</b>
        <span className="mid">{w.overview.dropBody}</span>
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
      </div>
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

function Mapper({
  project,
  upload: file,
  setUpload,
}: {
  project: Project
  upload: Upload
  setUpload(upload: Upload | null): void
}) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { fields } = project.schema
  const [mapping, setMapping] = useState<Mapping>(() => startingMapping(file, fields))
  const [priority, setPriority] = useState('')
  const [keepOthers, setKeepOthers] = useState(true)
  const [duplicates, setDuplicates] = useState<'link' | 'keep'>('link')
  const ofFiles = file.format === 'media'
  const [holdsAnswers, setHoldsAnswers] = useState(() => !ofFiles && looksLikeAnswers(file))
  const lacking = missing(mapping, fields)
  const start = useMutation({
    mutationFn: (body: NewImport) => startImport(project.id, body),
    onSuccess: async () => {
      notify(w.ingest.started(file.fileName))
      await queries.invalidateQueries({ queryKey: importsQuery(project.id).queryKey })
      await navigate({ to: '/projects/$projectId/jobs', params: { projectId: project.id } })
    },
  })
  const again = useMutation({
    mutationFn: (format: FormatName) => previewAs(project.id, file.uploadId, format),
    onSuccess: setUpload,
  })
  const other = () => {
    setUpload(null)
    void dropUpload(project.id, file.uploadId)
  }
  const columns = file.columns.map(c => (
    <option key={c.name} value={c.name}>
      {c.name}
    </option>
  ))
  const problem = start.error ?? again.error
  return (
    <>
      <h1 className="lead">
        <Rich
          text={
            ofFiles ? w.ingest.leadFiles(file.fileName, file.files ?? 0) : w.ingest.leadPreview(file.fileName, file.rows.length)
          }
        />
      </h1>
      {file.warnings.map(warning => (
        <p key={warning} className="banner">
          {warning}
        </p>
      ))}
      <div className="stack loose">
        <div className="line">
          <label className="lbl inlinelbl">
            {w.ingest.readAs}
            <select className="field" value={file.format} onChange={e => again.mutate(e.target.value as FormatName)}>
              {file.formats.map(format => (
                <option key={format} value={format}>
                  {w.ingest.formats[format]}
                </option>
              ))}
            </select>
          </label>
          <span className="sm dim">{f.bytes(file.bytes)}</span>
        </div>
        {!ofFiles && (
          <fieldset className="plainset holds">
            <legend className="sm dim">{w.ingest.holds}</legend>
            {[false, true].map(answers => (
              <label key={String(answers)} className="check">
                <input type="radio" name="holds" checked={holdsAnswers === answers} onChange={() => setHoldsAnswers(answers)} />
                <span>{answers ? w.ingest.holdsAnswers : w.ingest.holdsItems(project.itemWord)}</span>
              </label>
            ))}
          </fieldset>
        )}
        {problem && (
          <p className="error" role="alert">
            {problem.message}
          </p>
        )}
      </div>
      {holdsAnswers ? (
        <AnswersMapper project={project} upload={file} pending={start.isPending} start={start.mutate} other={other} />
      ) : (
        <div className="mapper">
          <form
            className="stack loose"
            onSubmit={event => {
              event.preventDefault()
              start.mutate({
                uploadId: file.uploadId,
                format: file.format,
                mapping: { ...mapping },
                keepOtherColumns: keepOthers,
                duplicates,
                ...(priority ? { priorityColumn: priority } : {}),
              })
            }}
          >
            <section className="sec">
              <h2>
                {w.ingest.fields} <small>{w.ingest.fieldsHint}</small>
              </h2>
              <div className="maprows">
                {fields.map(field => (
                  <label key={field.name} className="maprow">
                    <span>
                      {field.title ?? field.name} {field.title && <span className="mono dim">{field.name}</span>}
                    </span>
                    <select
                      className="field"
                      value={mapping[field.name] ?? ''}
                      aria-invalid={lacking.includes(field.name) || undefined}
                      onChange={e =>
                        setMapping(({ [field.name]: _before, ...rest }) =>
                          e.target.value ? { ...rest, [field.name]: e.target.value } : rest,
                        )
                      }
                    >
                      <option value="">{field.required === false ? w.ingest.noColumn : w.ingest.choose}</option>
                      {columns}
                    </select>
                  </label>
                ))}
                {!ofFiles && (
                  <label className="maprow">
                    <span>{w.ingest.priority}</span>
                    <select className="field" value={priority} onChange={e => setPriority(e.target.value)}>
                      <option value="">{w.ingest.noPriority}</option>
                      {file.columns
                        .filter(c => c.kind === 'number' || c.kind === 'text')
                        .map(c => (
                          <option key={c.name} value={c.name}>
                            {c.name}
                          </option>
                        ))}
                    </select>
                  </label>
                )}
                <p className="sm dim">{ofFiles ? w.ingest.filesHint : w.ingest.priorityHint}</p>
              </div>
            </section>
            {!ofFiles && (
              <label className="check">
                <input type="checkbox" checked={keepOthers} onChange={e => setKeepOthers(e.target.checked)} />
                <span>{w.ingest.keepOthers}</span>
                <small>{w.ingest.keepOthersHint}</small>
              </label>
            )}
            <fieldset className="plainset stack">
              <legend className="sm dim">{w.ingest.duplicates}</legend>
              {(['link', 'keep'] as const).map(way => (
                <label key={way} className="check">
                  <input type="radio" name="duplicates" checked={duplicates === way} onChange={() => setDuplicates(way)} />
                  <span>{w.ingest[way]}</span>
                </label>
              ))}
            </fieldset>
            {lacking.map(field => (
              <p key={field} className="error">
                {w.ingest.missing(field)}
              </p>
            ))}
            <div className="line">
              <button type="submit" className="btn main" disabled={lacking.length > 0 || start.isPending}>
                {w.ingest.start}
              </button>
              <button type="button" className="btn quiet" onClick={other}>
                {w.ingest.other}
              </button>
            </div>
          </form>
          <aside>
            <h2 className="h">
              {w.overview.what} <small>{w.ingest.first}</small>
            </h2>
            <SchemaPreview name={project.name} schema={project.schema} sample={sampleOf(file, mapping)} />
          </aside>
        </div>
      )}
      <section className="sec rows">
        <h2>
          {w.ingest.first} <small>{w.ingest.firstSmall(file.rows.length)}</small>
        </h2>
        <div className="scroll" tabIndex={0} role="region" aria-label={w.ingest.first}>
          <table>
            <thead>
              <tr>
                {file.columns.map(c => (
                  <th key={c.name} className={c.kind === 'number' ? 'r' : undefined}>
                    {c.name} <span className="kind">{w.ingest.kinds[c.kind]}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {file.rows.slice(0, 8).map((row, i) => (
                <tr key={i}>
                  {file.columns.map(c => (
                    <td key={c.name} className={c.kind === 'number' ? 'cell r' : 'cell quote'}>
                      {asText(row[c.name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  )
}
