import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Refusal } from '../../api/client'
import { readLabelConfig } from '../../api/projects'
import type { ConfigNote, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { Dialog } from '../../ui/Dialog'

/** Reads the label config of a Label Studio project, shows what is lost, and hands the schema over when that is accepted. */
export function LabelStudioImport({ take, close }: { take(schema: LabelSchema): void; close(): void }) {
  const [config, setConfig] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const read = useMutation({ mutationFn: readLabelConfig })
  const put = (text: string) => {
    setConfig(text)
    read.reset()
  }
  return (
    <Dialog title={w.schema.labelStudio.title} close={close} kind="wide">
      <div className="stack">
        <p className="sm mid">{w.schema.labelStudio.hint}</p>
        <textarea
          className="field mono json"
          rows={10}
          spellCheck={false}
          aria-label={w.schema.labelStudio.config}
          placeholder={w.schema.labelStudio.placeholder}
          value={config}
          onChange={event => put(event.target.value)}
          data-first
        />
        <div className="line">
          <button
            type="button"
            className={read.data ? 'btn' : 'btn main'}
            disabled={config.trim() === '' || read.isPending}
            onClick={() => read.mutate(config)}
          >
            {w.schema.labelStudio.read}
          </button>
          <button type="button" className="btn quiet" onClick={() => file.current?.click()}>
            {w.schema.labelStudio.file}
          </button>
          <input
            ref={file}
            type="file"
            accept=".xml,.txt,text/xml,application/xml"
            hidden
            onChange={event => {
              const [chosen] = event.target.files ?? []
              if (chosen) void chosen.text().then(put)
              event.target.value = ''
            }}
          />
        </div>
        {read.error && <Refused error={read.error} />}
        {read.data && (
          <>
            <Report schema={read.data.schema} notes={read.data.notes} />
            <div className="line">
              <button
                type="button"
                className="btn main"
                onClick={() => {
                  take(read.data.schema)
                  close()
                }}
              >
                {w.schema.labelStudio.use}
              </button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  )
}

function Refused({ error }: { error: Error }) {
  return (
    <div className="error" role="alert">
      {error instanceof Refusal && error.status === 0 ? (
        w.errors.unreachable
      ) : error instanceof Refusal && error.violations.length > 0 ? (
        <ul>
          {error.violations.map(({ path, rule, message }) => (
            <li key={path + rule + message}>
              {message} <span className="mono dim">{path}</span>
            </li>
          ))}
        </ul>
      ) : (
        error.message
      )}
    </div>
  )
}

function Report({ schema, notes }: { schema: LabelSchema; notes: readonly ConfigNote[] }) {
  return (
    <section aria-label={w.schema.labelStudio.report} className="stack" role="status">
      <p>{w.schema.labelStudio.found(schema.fields.length, schema.questions.length)}</p>
      <p className={notes.length > 0 ? 'sm heed' : 'sm dim'}>{w.schema.labelStudio.lost(notes.length)}</p>
      {notes.length > 0 && (
        <ol className="confignotes sm" tabIndex={0} aria-label={w.schema.labelStudio.lost(notes.length)}>
          {notes.map(({ line, column, tag, message }) => (
            <li key={`${line}:${column} ${message}`}>
              <span className="mono dim">
                {w.schema.labelStudio.line(line)} &lt;{tag}&gt;
              </span>{' '}
              {message}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
