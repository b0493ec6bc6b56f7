import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { modelsQuery, projectQuery, setupsQuery } from '../../api/queries'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Accepts } from './Accepts'
import { Calibration } from './Calibration'
import { Effect } from './Effect'
import { Learning } from './Learning'
import { Order } from './Order'
import { Setup } from './Setup'
import { Shown } from './Shown'
import { Spending } from './Spending'
import '../../ui/job.css'
import './models.css'

const { models: words } = w

/** The weak models of a project: those it runs, and whose drafts people see. */
export function ModelsPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: setups } = useSuspenseQuery(setupsQuery(projectId))
  // counted anew whenever a run has got on
  const drafted = setups.reduce((n, setup) => n + (setup.run?.drafted ?? 0), 0)
  const { data: models } = useQuery({ ...modelsQuery(projectId), queryKey: [...modelsQuery(projectId).queryKey, drafted] })
  useTitle(words.title, project.name)
  const first = models?.find(model => model.isShown)
  return (
    <>
      <h1 className="lead">
        <Rich text={words.lead(setups.length, first?.name ?? null)} />
      </h1>
      <div className="line">
        <Link className="btn" to="/projects/$projectId/models/$setupId" params={{ projectId, setupId: 'new' }}>
          {words.newModel}
        </Link>
      </div>
      <section className="sec jobs spaced">
        <h2>
          {words.set} <small>{words.setSmall}</small>
        </h2>
        {setups.length === 0 ? (
          <p className="mid">{words.none}</p>
        ) : (
          setups.map(setup => <Setup key={setup.id} projectId={projectId} setup={setup} />)
        )}
      </section>
      {setups.some(setup => setup.kind === 'llm') && (
        <Spending projectId={projectId} requests={setups.reduce((sum, setup) => sum + setup.spent.requests, 0)} />
      )}
      {models && <Shown projectId={projectId} models={models} />}
      {models && models.length > 0 && <Accepts projectId={projectId} models={models} />}
      {models && models.length > 0 && <Calibration projectId={projectId} models={models} />}
      {models && models.length > 0 && <Effect project={project} />}
      <Learning projectId={projectId} />
      <Order projectId={projectId} setups={setups} />
    </>
  )
}
