import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { addSetup, changeSetup, startRun } from '../../api/models'
import { modelKindsQuery, modelsQuery, projectQuery, setupsQuery } from '../../api/queries'
import type { ModelKind, ModelSetup, Project } from '../../api/types'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Inputs } from './Inputs'
import { kindNames, kinds, membersFor } from './kinds'
import { Trial } from './Trial'
import { useTrial } from './useTrial'
import './models.css'

const { editor: words } = w.models

/** A model set up and tried: a new one, or one that is there. */
export function ModelPage() {
  const projectId = useProjectId()
  const { setupId } = useParams({ strict: false })
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: setups } = useSuspenseQuery(setupsQuery(projectId))
  const setup = setups.find(each => String(each.id) === setupId)
  const [chosen, setChosen] = useState<ModelKind>('rules')
  const kind = setup?.kind ?? chosen
  useTitle(setup?.name ?? words.titleNew, project.name)
  return (
    <>
      <div className="meta backline">
        <Link className="link" to="/projects/$projectId/models" params={{ projectId }}>
          {words.back}
        </Link>
      </div>
      <h1 className="lead">{words.leads[kind]}</h1>
      {!setup && (
        <div className="tabs" role="group" aria-label={words.kind}>
          {kindNames.map(name => (
            <button key={name} type="button" className="tab" aria-pressed={name === kind} onClick={() => setChosen(name)}>
              {words.kinds[name]}
            </button>
          ))}
        </div>
      )}
      <ModelEditor key={setup?.id ?? kind} project={project} kind={kind} setup={setup} setups={setups} />
    </>
  )
}

function ModelEditor({
  project,
  kind,
  setup,
  setups,
}: {
  project: Project
  kind: ModelKind
  setup: ModelSetup | undefined
  setups: readonly ModelSetup[]
}) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { data: atHand } = useQuery(modelKindsQuery(project.id))
  const { data: models } = useQuery({ ...modelsQuery(project.id), enabled: kind === 'ensemble' })
  const [name, setName] = useState(setup?.name ?? '')
  const [settings, setSettings] = useState(setup?.settings ?? kinds[kind].blank(project.schema))
  const [draftsImports, setDraftsImports] = useState(setup?.draftsImports ?? false)
  const trial = useTrial(project.id, { kind, settings, ...(setup && { setupId: setup.id }) }, kinds[kind].live)
  const save = useMutation({
    mutationFn: async (run: boolean) => {
      const body = { name: name.trim(), kind, settings, draftsImports }
      const saved = await (setup ? changeSetup(project.id, setup.id, body) : addSetup(project.id, body))
      if (run) await startRun(project.id, saved.id, false)
    },
    onSuccess: async () => {
      notify(w.models.saved)
      await queries.invalidateQueries({ queryKey: setupsQuery(project.id).queryKey })
      await navigate({ to: '/projects/$projectId/models', params: { projectId: project.id } })
    },
  })
  const choices =
    kind === 'ensemble' ? models && membersFor(setups, models, setup?.id) : atHand?.find(each => each.name === kind)?.choices
  const isMissing = kind === 'ensemble' ? choices && choices.length < 2 : choices?.length === 0
  if (kind === 'ensemble' && isMissing && !setup) return <p className="mid spaced">{words.noChoice.ensemble}</p>
  return (
    <div className="modeleditor">
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          const submitter = (event.nativeEvent as SubmitEvent).submitter
          save.mutate(submitter?.getAttribute('value') === 'run')
        }}
      >
        {isMissing && <p className="mid">{words.noChoice[kind]}</p>}
        <Field label={words.name} hint={words.nameHint}>
          {props => (
            <input
              {...props}
              className="field"
              required
              maxLength={100}
              placeholder={words.namePlaceholder}
              value={name}
              onChange={e => setName(e.target.value)}
            />
          )}
        </Field>
        <Inputs
          kind={kind}
          settings={settings}
          choices={choices ?? []}
          error={trial.error ?? save.error?.message}
          change={setSettings}
        />
        <label className="check">
          <input type="checkbox" checked={draftsImports} onChange={event => setDraftsImports(event.target.checked)} />
          <span>
            {words.draftsImports} <small className="dim">{words.draftsImportsHint}</small>
          </span>
        </label>
        <div className="line savebar">
          <button type="submit" className="btn" disabled={save.isPending}>
            {words.save}
          </button>
          {/* what costs money is begun where it says how much */}
          {kind !== 'llm' && (
            <button type="submit" value="run" className="btn quiet" disabled={save.isPending}>
              {words.saveRun}
            </button>
          )}
        </div>
      </form>
      <Trial schema={project.schema} trial={trial} />
    </div>
  )
}
