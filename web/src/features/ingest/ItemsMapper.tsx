import { useState } from 'react'
import type { NewImport, Project, Upload } from '../../api/types'
import { w } from '../../i18n'
import { SchemaPreview } from '../../questions/editing/SchemaPreview'
import { missing, sampleOf, startingMapping, type Mapping } from './mapping'

/** Which columns of a file feed which fields, beside what people will see. */
export function ItemsMapper({
  project,
  upload: file,
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
  const { fields } = project.schema
  const [mapping, setMapping] = useState<Mapping>(() => startingMapping(file, fields))
  const [priority, setPriority] = useState('')
  const [keepOthers, setKeepOthers] = useState(true)
  const [duplicates, setDuplicates] = useState<'link' | 'keep'>('link')
  const ofFiles = file.format === 'media'
  const lacking = missing(mapping, fields)
  const columns = file.columns.map(c => (
    <option key={c.name} value={c.name}>
      {c.name}
    </option>
  ))
  const first = sampleOf(file, mapping)
  return (
    <div className="mapper">
      <form
        className="stack loose"
        onSubmit={event => {
          event.preventDefault()
          start({
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
          <button type="submit" className="btn main" disabled={lacking.length > 0 || pending}>
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
        <SchemaPreview name={project.name} schema={project.schema} item={first && { data: first, media: {} }} />
      </aside>
    </div>
  )
}
