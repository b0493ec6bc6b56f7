import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { guidelinesQuery, overviewQuery, projectQuery } from '../../api/queries'
import type { Overview, Project } from '../../api/types'
import { f, w } from '../../i18n'
import { Ci, EstimateText } from '../../ui/Ci'
import { Rich } from '../../ui/Rich'
import { useActions } from '../../ui/actions'
import { GuidelinesDrawer } from '../../ui/GuidelinesDrawer'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { useState } from 'react'
import { DecidedCurve, DayBars } from './Charts'
import { EmptyOverview } from './EmptyOverview'
import { Needs } from './Needs'
import './overview.css'

export function OverviewPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: overview } = useSuspenseQuery(overviewQuery(projectId))
  useQuery(guidelinesQuery(projectId))
  const [guidelines, setGuidelines] = useState(false)
  useTitle(w.overview.title, project.name)
  useActions([
    { id: 'guidelines', label: w.annotate.guidelines, key: 'g', group: w.nav.goTo, perform: () => setGuidelines(true) },
  ])
  return (
    <>
      {overview.total === 0 && overview.imports.running === 0 ? (
        <EmptyOverview project={project} />
      ) : (
        <Report project={project} overview={overview} />
      )}
      {guidelines && <GuidelinesDrawer projectId={projectId} close={() => setGuidelines(false)} />}
    </>
  )
}

/** The one sentence that would do as the whole report. */
function lead(o: Overview, items: string): string {
  const agreement = o.agreement.find(q => q.percent !== null)?.percent
  const done = o.total > 0 && o.decided === o.total
  return [
    done ? w.overview.leadDone(o.total, items) : w.overview.lead(o.decided, o.total, items),
    agreement ? w.overview.leadAgree(f.percent(agreement.value), agreement.low, agreement.high) : '',
    o.finish && !done ? w.overview.leadFinish(o.finish.at, o.finish.low, o.finish.high) : '',
    w.overview.leadNeeds(o.needs.length),
  ].join('')
}

function Report({ project, overview: o }: { project: Project; overview: Overview }) {
  const items = project.itemWord
  const titles = new Map(project.schema.questions.map(q => [q.name, q.title]))
  return (
    <>
      <h1 className="lead">
        <Rich text={lead(o, items)} />
      </h1>
      <div className="ov grid">
        <section className="sec">
          <h2>
            {w.overview.far} <small>{w.overview.farShare(o.total === 0 ? 0 : o.decided / o.total)}</small>
          </h2>
          <StatusBar overview={o} />
          <DecidedCurve overview={o} />
        </section>
        <section className="sec">
          <h2>
            {w.overview.good} <small>{w.overview.goodSmall}</small>
          </h2>
          <div className="q3">
            {o.agreement.length === 0 && <p className="dim">{w.overview.tooFew(0, items)}</p>}
            {o.agreement.map(({ question, percent }) => (
              <div key={question} className="q3row">
                <span>
                  {titles.get(question) ?? question}{' '}
                  <span className="dim">{percent && w.overview.agreementOf(percent.count, items)}</span>
                </span>
                {percent && percent.count >= 5 ? (
                  <>
                    <EstimateText estimate={percent} as="percent" />
                    <Ci estimate={percent} />
                  </>
                ) : (
                  <span className="dim rest">{w.overview.tooFew(percent?.count ?? 0, items)}</span>
                )}
              </div>
            ))}
          </div>
          <h2 className="h second">
            {w.overview.fast} <small>{w.overview.fastSmall(o.people, o.simulatedPeople)}</small>
          </h2>
          <DayBars overview={o} />
          {o.secondsPerTask && (
            <div className="q3">
              <div className="q3row">
                <span>
                  {w.overview.secondsLabel(items)} <span className="dim">{w.overview.secondsCount(o.secondsPerTask.count)}</span>
                </span>
                <span className="num nowrap">
                  <b>{w.overview.secondsValue(o.secondsPerTask.median)}</b>{' '}
                  <span>{w.overview.interval(o.secondsPerTask.low, o.secondsPerTask.high)}</span>
                </span>
                <Ci
                  estimate={{ value: o.secondsPerTask.median, low: o.secondsPerTask.low, high: o.secondsPerTask.high }}
                  from={0}
                  to={Math.max(10, o.secondsPerTask.high * 1.6)}
                  label={w.overview.interval(o.secondsPerTask.low, o.secondsPerTask.high)}
                />
              </div>
            </div>
          )}
        </section>
        <aside className="sec">
          <Needs project={project} overview={o} />
        </aside>
      </div>
      {o.simulatedPeople > 0 && <p className="sm dim simulated">{w.overview.simulated(o.simulatedPeople)}</p>}
    </>
  )
}

const SHOWN = ['completed', 'disputed', 'in_progress', 'skipped', 'pending', 'archived'] as const

function StatusBar({ overview: { byStatus } }: { overview: Overview }) {
  const parts = SHOWN.filter(status => byStatus[status] > 0)
  return (
    <>
      <div className="bar" role="img" aria-label={w.overview.bar}>
        {parts.map(status => (
          <i key={status} className={`st-${status}`} style={{ flex: `${byStatus[status]} 0 3px` }} />
        ))}
      </div>
      <div className="key">
        {parts.map(status => (
          <span key={status}>
            <i className={`st-${status}`} />
            <b>{f.num(byStatus[status])}</b> {w.overview.status[status]}
          </span>
        ))}
      </div>
    </>
  )
}
