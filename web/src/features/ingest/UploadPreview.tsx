import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { dropUpload, previewAs, startImport } from '../../api/ingest'
import { importsQuery } from '../../api/queries'
import type { FormatName, NewImport, Project, Upload } from '../../api/types'
import { f, w } from '../../i18n'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { looksLikeAnswers } from './answers'
import { AnswersMapper } from './AnswersMapper'
import { FirstRows } from './FirstRows'
import { ItemsMapper } from './ItemsMapper'

/** What was sent, as it looks: how it is read, what its rows are, and the way into the project. */
export function UploadPreview({
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
  const ofFiles = file.format === 'media'
  const [holdsAnswers, setHoldsAnswers] = useState(() => !ofFiles && looksLikeAnswers(file))
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
  const problem = start.error ?? again.error
  const Mapper = holdsAnswers ? AnswersMapper : ItemsMapper
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
      <Mapper project={project} upload={file} pending={start.isPending} start={start.mutate} other={other} />
      <FirstRows upload={file} />
    </>
  )
}
