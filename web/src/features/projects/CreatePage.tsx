import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useReducer, useState } from 'react'
import { Refusal } from '../../api/client'
import { createProject } from '../../api/projects'
import { projectsQuery } from '../../api/queries'
import type { LabelSchema } from '../../api/types'
import { f, w } from '../../i18n'
import { SchemaEditor, useViolations } from '../../questions/editing/SchemaEditor'
import { edit, type Edit } from '../../questions/editing/schemaEdit'
import { SchemaPreview } from '../../questions/editing/SchemaPreview'
import { templates } from '../../questions/editing/templates'
import { Field } from '../../ui/Field'
import { useTitle } from '../../ui/useTitle'
import './projects.css'

const NONE: ReadonlySet<string> = new Set()
const reduce = (schema: LabelSchema, change: Edit) => edit(schema, change, NONE)

export function CreatePage() {
  useTitle(w.projects.newTitle)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [schema, dispatch] = useReducer(reduce, templates[0]!.schema)
  const [template, setTemplate] = useState<string>(templates[0]!.id)
  const [name, setName] = useState('')
  const [overlap, setOverlap] = useState(2)
  const violations = useViolations(schema)
  const create = useMutation({
    mutationFn: createProject,
    onSuccess: async project => {
      await queries.invalidateQueries({ queryKey: projectsQuery.queryKey })
      await navigate({ to: '/projects/$projectId', params: { projectId: project.id } })
    },
  })
  return (
    <>
      <h1 className="lead">{w.projects.newLead}</h1>
      <div className="create">
        <form
          onSubmit={event => {
            event.preventDefault()
            const form = new FormData(event.currentTarget)
            const guidelines = String(form.get('guidelines')).trim()
            create.mutate({
              name: name.trim(),
              schema,
              overlap,
              itemWord: String(form.get('itemWord')).trim() || w.projects.itemWordDefault,
              ...(guidelines ? { guidelines } : {}),
            })
          }}
        >
          <div className="two2">
            <Field label={w.projects.name}>
              {props => (
                <input
                  {...props}
                  className="field"
                  name="name"
                  required
                  maxLength={200}
                  placeholder={w.projects.namePlaceholder}
                  value={name}
                  onChange={e => setName(e.target.value)}
                  autoFocus
                />
              )}
            </Field>
            <Field label={w.projects.itemWord} hint={w.projects.itemWordHint}>
              {props => (
                <input {...props} className="field" name="itemWord" defaultValue={w.projects.itemWordDefault} maxLength={40} />
              )}
            </Field>
          </div>
          <section>
            <h2 className="h">{w.projects.question}</h2>
            <p className="sm dim">{w.projects.start}</p>
            <div className="templates" role="group" aria-label={w.projects.start}>
              {templates.map(t => (
                <button
                  key={t.id}
                  type="button"
                  className="btn"
                  aria-pressed={t.id === template}
                  onClick={() => {
                    setTemplate(t.id)
                    dispatch({ type: 'replace', schema: t.schema })
                  }}
                >
                  {w.schema.templates[t.id].name}
                  <small>{w.schema.templates[t.id].hint}</small>
                </button>
              ))}
            </div>
          </section>
          <SchemaEditor key={template} schema={schema} dispatch={dispatch} violations={violations} fixed={NONE} />
          <div className="lbl" role="radiogroup" aria-labelledby="overlap">
            <span id="overlap">{w.projects.overlap}</span>
            <div className="overlap">
              {[1, 2, 3, 4, 5].map(n => (
                <label key={n}>
                  <input type="radio" name="overlap" value={n} checked={overlap === n} onChange={() => setOverlap(n)} />
                  {f.num(n)}
                </label>
              ))}
            </div>
            <div className="sm dim">{w.projects.overlapHint(overlap)}</div>
          </div>
          <Field label={w.projects.guidelines} hint={w.projects.guidelinesHint}>
            {props => <textarea {...props} className="field" name="guidelines" rows={5} />}
          </Field>
          {create.error && (
            <div className="error" role="alert">
              {create.error instanceof Refusal && create.error.status === 0 ? w.errors.unreachable : create.error.message}
              {create.error instanceof Refusal && create.error.violations.map(v => <p key={v.path + v.rule}>{v.message}</p>)}
            </div>
          )}
          <div className="line">
            <button type="submit" className="btn main" disabled={create.isPending || violations.length > 0}>
              {w.projects.create2}
            </button>
          </div>
        </form>
        <aside>
          <h2 className="h">
            {w.projects.what} <small>{w.projects.fromSchema}</small>
          </h2>
          <SchemaPreview name={name || w.projects.newTitle} schema={schema} />
        </aside>
      </div>
    </>
  )
}
