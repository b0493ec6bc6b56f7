import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { learningQuery, metricsQuery, overviewQuery, projectQuery } from '../../api/queries'
import type { MetricsReport, Project } from '../../api/types'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Calibration } from './Calibration'
import { FEWEST, lead } from './figures'
import { LabelMix, QueueMix } from './Mix'
import { OwnModel } from './OwnModel'
import { Saving } from './Saving'
import { Table } from './Table'
import './metrics.css'

const { metrics: words } = w

/** What labeling the project costs and how good it is. */
export function MetricsPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: report } = useSuspenseQuery(metricsQuery(projectId))
  const { data: overview } = useQuery(overviewQuery(projectId))
  const { data: learning } = useQuery(learningQuery(projectId))
  useTitle(words.title, project.name)
  const said = lead(report, project.itemWord)
  return (
    <>
      {said ? (
        <>
          <h1 className="lead">
            <Rich text={said} />
          </h1>
          <p className="sm dim under">
            {words.counted(report.work.documents, project.itemWord)}
            {(overview?.simulatedPeople ?? 0) > 0 && ` ${words.simulated}`}
          </p>
        </>
      ) : (
        <Nothing project={project} report={report} isEmpty={overview?.total === 0} />
      )}
      <div className="mt grid">
        <div className="mtmain">
          <Table project={project} report={report} />
          {learning && <OwnModel project={project} state={learning} />}
        </div>
        <div className="mtside">
          <LabelMix report={report} />
          <QueueMix report={report} />
          {learning?.calibration && <Calibration calibration={learning.calibration} />}
          {learning?.rounds.some(round => round.version !== null) && <Saving saving={learning.saving} />}
        </div>
      </div>
    </>
  )
}

/** Why nothing is told yet, and what changes that. */
function Nothing({ project, report, isEmpty }: { project: Project; report: MetricsReport; isEmpty: boolean }) {
  const params = { projectId: project.id }
  return (
    <>
      <h1 className="lead">
        <Rich text={words.nothing(report.work.documents, FEWEST, project.itemWord)} />
      </h1>
      <p className="mid under">{words.nothingNext}</p>
      <p className="line nextstep">
        <Link className="btn" to={isEmpty ? '/projects/$projectId/import' : '/projects/$projectId/annotate'} params={params}>
          {isEmpty ? words.import : words.annotate}
        </Link>
      </p>
    </>
  )
}
