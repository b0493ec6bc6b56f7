import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { addSetup, changeSetup, startRun } from '../../api/models'
import { projectQuery, setupsQuery } from '../../api/queries'
import type { ModelSetup, Project } from '../../api/types'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { starter } from './starter'
import { Trial } from './Trial'
import { useTrial } from './useTrial'
import './models.css'

const { editor: words } = w.models

/** Rules written and tried, new ones or those of a model that is set up. */
export function ModelPage() {
  const projectId = useProjectId()
  const { setupId } = useParams({ strict: false })
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: setups } = useSuspenseQuery(setupsQuery(projectId))
  const setup = setups.find(each => String(each.id) === setupId)
  useTitle(setup?.name ?? words.titleNew, project.name)
  return (
    <>
      <div className="meta backline">
        <Link className="link" to="/projects/$projectId/models" params={{ projectId }}>
          {words.back}
        </Link>
      </div>
      <h1 className="lead">{words.lead}</h1>
      <RulesEditor key={setup?.id ?? 'new'} project={project} setup={setup} />
    </>
  )
}

function RulesEditor({ project, setup }: { project: Project; setup: ModelSetup | undefined }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState(setup?.name ?? '')
  const [yaml, setYaml] = useState(setup?.settings.yaml ?? starter(project.schema) ?? '')
  const trial = useTrial(project.id, { kind: 'rules', settings: { yaml } })
  const save = useMutation({
    mutationFn: async (run: boolean) => {
      const body = { name: name.trim(), kind: 'rules' as const, settings: { yaml } }
      const saved = await (setup ? changeSetup(project.id, setup.id, body) : addSetup(project.id, body))
      if (run) await startRun(project.id, saved.id, false)
    },
    onSuccess: async () => {
      notify(w.models.saved)
      await queries.invalidateQueries({ queryKey: setupsQuery(project.id).queryKey })
      await navigate({ to: '/projects/$projectId/models', params: { projectId: project.id } })
    },
  })
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
        <Field label={words.rules} hint={words.rulesHint} error={trial.error ?? save.error?.message}>
          {props => (
            <textarea
              {...props}
              className="field mono rules"
              spellCheck={false}
              rows={18}
              required
              value={yaml}
              onChange={e => setYaml(e.target.value)}
            />
          )}
        </Field>
        <div className="line savebar">
          <button type="submit" className="btn" disabled={save.isPending}>
            {words.save}
          </button>
          <button type="submit" value="run" className="btn quiet" disabled={save.isPending}>
            {words.saveRun}
          </button>
        </div>
      </form>
      <Trial schema={project.schema} trial={trial} />
    </div>
  )
}
