import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useReducer, useState } from 'react'
import { Refusal } from '../../api/client'
import { changeProject, putSchema, type ProjectChanges } from '../../api/projects'
import { overviewQuery, projectQuery } from '../../api/queries'
import type { Aggregator, LabelSchema, Project, SkipPolicy } from '../../api/types'
import { f, w } from '../../i18n'
import { SchemaEditor, useViolations } from '../../questions/editing/SchemaEditor'
import { edit, namesIn, type Edit } from '../../questions/editing/schemaEdit'
import { SchemaPreview } from '../../questions/editing/SchemaPreview'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { GuidelinesEditor } from './GuidelinesEditor'
import { useTrialItem } from './useTrialItem'
import './settings.css'

const AGGREGATORS = Object.keys(w.settings.aggregators) as readonly Aggregator[]
const SKIPS: readonly SkipPolicy[] = ['others', 'me', 'nobody', 'forbidden']

export function SettingsPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: overview } = useSuspenseQuery(overviewQuery(projectId))
  const [section, setSection] = useState<keyof typeof w.settings.sections>('question')
  useTitle(w.settings.title, project.name)
  return (
    <>
      <h1 className="lead">
        <Rich text={w.settings.lead(project.schema.questions.length, project.overlap, project.guidelineVersion)} />
      </h1>
      <div className="tabs settingtabs" role="group" aria-label={w.settings.title}>
        {(['question', 'guidelines', 'queue', 'project'] as const).map(name => (
          <button key={name} type="button" className="tab" aria-pressed={name === section} onClick={() => setSection(name)}>
            {w.settings.sections[name]}
          </button>
        ))}
      </div>
      {section === 'question' && (
        <SchemaSection key={JSON.stringify(project.schema)} project={project} answered={overview.answers > 0} />
      )}
      {section === 'guidelines' && <GuidelinesEditor project={project} />}
      {section === 'queue' && <QueueSection project={project} />}
      {section === 'project' && <ProjectSection project={project} />}
    </>
  )
}

function SchemaSection({ project, answered }: { project: Project; answered: boolean }) {
  const queries = useQueryClient()
  const fixed = useMemo(() => (answered ? namesIn(project.schema) : new Set<string>()), [answered, project.schema])
  const [schema, dispatch] = useReducer((s: LabelSchema, change: Edit) => edit(s, change, fixed), project.schema)
  const [round, setRound] = useState(0)
  const violations = useViolations(schema)
  const trial = useTrialItem(project.id)
  const changed = JSON.stringify(schema) !== JSON.stringify(project.schema)
  const save = useMutation({
    mutationFn: () => putSchema(project.id, schema),
    onSuccess: after => {
      queries.setQueryData(projectQuery(project.id).queryKey, after)
      notify(w.settings.schemaSaved)
    },
  })
  return (
    <div className="schemasettings">
      <div className="stack">
        {answered && <p className="sm dim">{w.settings.schemaFixed}</p>}
        <SchemaEditor key={round} schema={schema} dispatch={dispatch} violations={violations} fixed={fixed} />
        {save.error && (
          <div className="error" role="alert">
            {save.error.message}
            {save.error instanceof Refusal && save.error.violations.map(v => <p key={v.path + v.rule}>{v.message}</p>)}
          </div>
        )}
        <div className="line savebar">
          <button
            type="button"
            className="btn"
            disabled={!changed || violations.length > 0 || save.isPending}
            onClick={() => save.mutate()}
          >
            {w.settings.saveSchema}
          </button>
          {changed && (
            <>
              <button
                type="button"
                className="btn quiet"
                onClick={() => {
                  dispatch({ type: 'replace', schema: project.schema })
                  setRound(round + 1)
                }}
              >
                {w.settings.reset}
              </button>
              <span className="sm heed">{w.settings.changed}</span>
            </>
          )}
        </div>
      </div>
      <aside>
        <h2 className="h">
          {w.settings.preview} <small>{w.projects.fromSchema}</small>
        </h2>
        <SchemaPreview name={project.name} schema={schema} item={trial?.item} another={trial?.another} />
      </aside>
    </div>
  )
}

function useChange(project: Project) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (changes: ProjectChanges) => changeProject(project.id, changes),
    onSuccess: after => {
      queries.setQueryData(projectQuery(project.id).queryKey, after)
      void queries.invalidateQueries({ queryKey: ['projects'] })
      void queries.invalidateQueries({ queryKey: overviewQuery(project.id).queryKey })
      notify(w.common.saved)
    },
    onError: error => notify(error.message),
  })
}

function QueueSection({ project }: { project: Project }) {
  const change = useChange(project)
  const [aggregator, setAggregator] = useState(project.aggregator)
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        change.mutate({
          overlap: Number(form.get('overlap')),
          leaseSeconds: Math.round(Number(form.get('lease')) * 60),
          skipPolicy: form.get('skip') as SkipPolicy,
          goldRate: Number(form.get('gold')) / 100,
          aggregator,
          ...(aggregator !== 'unanimity' && { confidenceThreshold: Number(form.get('confidence')) / 100 }),
        })
      }}
    >
      <Field label={w.settings.overlap} hint={w.settings.overlapHint}>
        {props => (
          <input
            {...props}
            className="field shortfield"
            name="overlap"
            type="number"
            min={1}
            max={20}
            required
            defaultValue={project.overlap}
          />
        )}
      </Field>
      <Field label={w.settings.lease} hint={w.settings.leaseHint}>
        {props => (
          <select {...props} className="field" name="lease" defaultValue={String(project.leaseSeconds / 60)}>
            {[...new Set([5, 10, 20, 30, 60, 120, project.leaseSeconds / 60])]
              .sort((a, b) => a - b)
              .map(n => (
                <option key={n} value={n}>
                  {w.settings.leaseMinutes(n)}
                </option>
              ))}
          </select>
        )}
      </Field>
      <Field label={w.settings.skip}>
        {props => (
          <select {...props} className="field" name="skip" defaultValue={project.skipPolicy}>
            {SKIPS.map(policy => (
              <option key={policy} value={policy}>
                {w.settings.skipPolicies[policy]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={w.settings.gold} hint={w.settings.goldHint}>
        {props => (
          <select {...props} className="field" name="gold" defaultValue={String(Math.round(project.goldRate * 100))}>
            {[...new Set([0, 2, 5, 10, 20, Math.round(project.goldRate * 100)])]
              .sort((a, b) => a - b)
              .map(n => (
                <option key={n} value={n}>
                  {n === 0 ? w.common.none : f.percent(n / 100)}
                </option>
              ))}
          </select>
        )}
      </Field>
      <Field label={w.settings.aggregator} hint={`${w.settings.aggregatorHints[aggregator]} ${w.settings.aggregatorNote}`}>
        {props => (
          <select
            {...props}
            className="field"
            name="aggregator"
            value={aggregator}
            onChange={event => setAggregator(event.target.value as Aggregator)}
          >
            {AGGREGATORS.map(name => (
              <option key={name} value={name}>
                {w.settings.aggregators[name]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {aggregator !== 'unanimity' && (
        <Field label={w.settings.confidence} hint={w.settings.confidenceHint}>
          {props => (
            <select
              {...props}
              className="field"
              name="confidence"
              defaultValue={String(Math.round(project.confidenceThreshold * 1000) / 10)}
            >
              {[...new Set([50, 60, 70, 80, 90, 95, 99, Math.round(project.confidenceThreshold * 1000) / 10])]
                .sort((a, b) => a - b)
                .map(n => (
                  <option key={n} value={n}>
                    {f.percent(n / 100)}
                  </option>
                ))}
            </select>
          )}
        </Field>
      )}
      <div className="line">
        <button type="submit" className="btn" disabled={change.isPending}>
          {w.common.save}
        </button>
      </div>
    </form>
  )
}

function ProjectSection({ project }: { project: Project }) {
  const change = useChange(project)
  return (
    <div className="stack loose">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          change.mutate({
            name: String(form.get('name')).trim(),
            itemWord: String(form.get('itemWord')).trim(),
            ...(project.role === 'owner' && {
              mediaHosts: String(form.get('mediaHosts'))
                .split(/[\s,]+/)
                .filter(Boolean),
            }),
          })
        }}
      >
        <Field label={w.settings.name}>
          {props => <input {...props} className="field" name="name" required maxLength={200} defaultValue={project.name} />}
        </Field>
        <Field label={w.settings.itemWord} hint={w.projects.itemWordHint}>
          {props => (
            <input {...props} className="field" name="itemWord" required maxLength={40} defaultValue={project.itemWord} />
          )}
        </Field>
        {project.role === 'owner' && (
          <Field label={w.settings.mediaHosts} hint={w.settings.mediaHostsHint}>
            {props => (
              <textarea
                {...props}
                className="field"
                name="mediaHosts"
                rows={2}
                spellCheck={false}
                placeholder={w.settings.mediaHostsExample}
                defaultValue={project.mediaHosts.join('\n')}
              />
            )}
          </Field>
        )}
        <div className="line">
          <button type="submit" className="btn" disabled={change.isPending}>
            {w.common.save}
          </button>
        </div>
      </form>
      <section className="sec aside">
        <p className="sm mid">{w.settings.archiveHint}</p>
        <button type="button" className="btn" onClick={() => change.mutate({ archived: !project.archived })}>
          {project.archived ? w.settings.unarchive : w.settings.archive}
        </button>{' '}
        <Link className="link sm" to="/projects/$projectId/people" params={{ projectId: project.id }}>
          {w.nav.people}
        </Link>
      </section>
    </div>
  )
}
