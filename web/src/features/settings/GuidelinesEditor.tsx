import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../api/client'
import { putGuidelines } from '../../api/projects'
import { guidelinesQuery, guidelineVersionsQuery } from '../../api/queries'
import type { Guidelines, Project } from '../../api/types'
import { f, w } from '../../i18n'
import { Markdown } from '../../ui/Markdown'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import './settings.css'

const key = (projectId: number) => `assay.guidelinesdraft.${projectId}`

/** Guidelines are written here; every publication is a version, and nobody's newer one is overwritten. */
export function GuidelinesEditor({ project, lead = true }: { project: Project; lead?: boolean }) {
  const { data: latest } = useSuspenseQuery(guidelinesQuery(project.id))
  const { data: versions } = useQuery(guidelineVersionsQuery(project.id))
  const queries = useQueryClient()
  const [text, setText] = useState(() => localStorage.getItem(key(project.id)) ?? latest.text)
  const [basedOn, setBasedOn] = useState(latest.version)
  const changed = text !== latest.text
  const write = (next: string) => {
    setText(next)
    if (next === latest.text) localStorage.removeItem(key(project.id))
    else localStorage.setItem(key(project.id), next)
  }
  const publish = useMutation({
    mutationFn: () => putGuidelines(project.id, text, basedOn),
    onSuccess: after => {
      localStorage.removeItem(key(project.id))
      setBasedOn(after.version)
      queries.setQueryData(guidelinesQuery(project.id).queryKey, after)
      void queries.invalidateQueries({ queryKey: ['project', project.id] })
      notify(w.guidelines.published(after.version))
    },
    onError: error => {
      if (error instanceof Refusal && error.status === 409) {
        // The newer version is fetched and becomes the one this text will follow: publishing again is a decision.
        void queries.fetchQuery(guidelinesQuery(project.id)).then(newer => setBasedOn(newer.version))
        void queries.invalidateQueries({ queryKey: guidelineVersionsQuery(project.id).queryKey })
      }
    },
  })
  return (
    <div className="guidelineseditor">
      <div className="stack">
        {lead && (
          <p className="sm dim">
            <Rich text={w.guidelines.lead(latest.version, latest.author, latest.createdAt)} />
          </p>
        )}
        <textarea
          className="field guidetext"
          rows={22}
          value={text}
          aria-label={w.guidelines.text}
          placeholder={w.guidelines.placeholder}
          onChange={e => write(e.target.value)}
        />
        {publish.error && (
          <p className="error" role="alert">
            {publish.error instanceof Refusal && publish.error.status === 409 ? w.guidelines.conflict : publish.error.message}
          </p>
        )}
        <div className="line">
          <button type="button" className="btn" disabled={!changed || publish.isPending} onClick={() => publish.mutate()}>
            {w.guidelines.publish(basedOn + 1)}
          </button>
          {changed && <span className="sm dim">{w.guidelines.draftKept}</span>}
        </div>
        <Versions versions={versions ?? []} restore={version => write(version.text)} />
      </div>
      <aside className="panel guidepreview" tabIndex={0} aria-label={w.guidelines.preview}>
        <Markdown text={text} className="guide" />
      </aside>
    </div>
  )
}

function Versions({ versions, restore }: { versions: readonly Guidelines[]; restore(version: Guidelines): void }) {
  if (versions.length === 0) return null
  return (
    <section className="sec">
      <h2>{w.guidelines.versions}</h2>
      <ul className="versions">
        {versions.map((version, i) => (
          <li key={version.version}>
            <span className="sm">
              <b>{w.guidelines.version(version.version)}</b>{' '}
              <span className="dim">{[version.author, f.dateTime(version.createdAt)].join(', ')}</span>{' '}
              {i === 0 && <span className="tag">{w.guidelines.current}</span>}
            </span>
            {i > 0 && (
              <button type="button" className="btn quiet small" onClick={() => restore(version)}>
                {w.guidelines.restore}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
