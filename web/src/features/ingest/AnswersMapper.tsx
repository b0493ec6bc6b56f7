import { useState } from 'react'
import type { NewImport, Project, Upload } from '../../api/types'
import { w } from '../../i18n'
import { likelyQuestion, PARTS, usualColumns } from './answers'

/** Which columns of a table of answers hold what. */
export function AnswersMapper({
  project,
  upload,
  pending,
  start,
  other,
}: {
  project: Project
  upload: Upload
  pending: boolean
  start(body: NewImport): void
  other(): void
}) {
  const [columns, setColumns] = useState(() => usualColumns(upload))
  const [question, setQuestion] = useState(() => likelyQuestion(project))
  const [key, setKey] = useState('')
  const lacking = PARTS.filter(part => !columns[part])
  return (
    <form
      className="stack loose"
      onSubmit={event => {
        event.preventDefault()
        start({
          uploadId: upload.uploadId,
          format: upload.format,
          answers: { ...columns, question, key: key.trim() || null },
        })
      }}
    >
      <section className="sec">
        <h2>
          {w.ingest.fields} <small>{w.ingest.answers.hint}</small>
        </h2>
        <div className="maprows">
          {PARTS.map(part => (
            <label key={part} className="maprow">
              <span>{w.ingest.answers[part]}</span>
              <select
                className="field"
                value={columns[part]}
                aria-invalid={lacking.includes(part) || undefined}
                onChange={e => setColumns({ ...columns, [part]: e.target.value })}
              >
                <option value="">{w.ingest.choose}</option>
                {upload.columns.map(c => (
                  <option key={c.name} value={c.name}>
                    {c.name}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <label className="maprow">
            <span>{w.ingest.answers.question}</span>
            <select className="field" value={question} onChange={e => setQuestion(e.target.value)}>
              {project.schema.questions.map(q => (
                <option key={q.name} value={q.name}>
                  {q.title}
                </option>
              ))}
            </select>
          </label>
          <label className="maprow">
            <span>{w.ingest.answers.key}</span>
            <input className="field" value={key} placeholder={columns.task || 'id'} onChange={e => setKey(e.target.value)} />
          </label>
          <p className="sm dim">{w.ingest.answers.keyHint}</p>
        </div>
      </section>
      <p className="sm dim">{w.ingest.answers.what}</p>
      <div className="line">
        <button type="submit" className="btn main" disabled={lacking.length > 0 || pending}>
          {w.ingest.start}
        </button>
        <button type="button" className="btn quiet" onClick={other}>
          {w.ingest.other}
        </button>
      </div>
    </form>
  )
}
