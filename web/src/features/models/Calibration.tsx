import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { calibrationQuery } from '../../api/queries'
import type { ConfidenceGroup, ModelCalibration, WeakModel } from '../../api/types'
import { f, w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { ReliabilityPlot } from './ReliabilityPlot'

const { calibration: words } = w.models

/** By model, how right it is for how sure it says it is. Worked out when it is opened. */
export function Calibration({ projectId, models }: { projectId: number; models: readonly WeakModel[] }) {
  return (
    <section className="sec modelsection">
      <h2>
        {words.title} <small>{words.small}</small>
      </h2>
      {models.map(model => (
        <OfModel key={model.id} projectId={projectId} model={model} />
      ))}
    </section>
  )
}

function OfModel({ projectId, model }: { projectId: number; model: WeakModel }) {
  const [open, setOpen] = useState(false)
  const { data: found } = useQuery({ ...calibrationQuery(projectId, model.id), enabled: open })
  return (
    <details className="sureness" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {model.name} <span className="mono dim">{model.version}</span>
      </summary>
      {found && (
        <div className="stack acceptbody">
          <Verdict found={found} />
          {found.groups.length > 0 && (
            <div className="reliability">
              <ReliabilityPlot groups={found.groups} />
              <Groups groups={found.groups} />
            </div>
          )}
        </div>
      )}
    </details>
  )
}

function Verdict({ found }: { found: ModelCalibration }) {
  if (found.meanConfidence === null || found.error === null) return <p className="mid">{words.none}</p>
  return (
    <>
      <p>
        <Rich text={words.verdict(found.judged, found.right / found.judged, found.meanConfidence)} />
      </p>
      <p className="jobfacts">
        <span>{words.error(found.error)}</span>
        {found.calibratedError !== null && found.method && <span>{words.calibrated(found.calibratedError, found.method)}</span>}
        {found.method === null && <span className="dim">{words.tooFew(found.needed - found.judged)}</span>}
      </p>
      <p className="sm dim">{words.basis}</p>
    </>
  )
}

function Groups({ groups }: { groups: readonly ConfidenceGroup[] }) {
  const { columns } = words
  const calibrated = groups.some(group => group.chance !== null)
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={words.title}>
      <table className="co">
        <thead>
          <tr>
            <th>{columns.confidence}</th>
            <th className="r">{columns.drafts}</th>
            <th className="r">{columns.right}</th>
            <th className="r">{columns.interval}</th>
            {calibrated && <th className="r">{columns.chance}</th>}
          </tr>
        </thead>
        <tbody>
          {groups.map(group => (
            <tr key={group.from}>
              <th scope="row">{group.from === group.to ? f.percent(group.from) : f.percentRange(group.from, group.to)}</th>
              <td className="r">{f.num(group.drafts)}</td>
              <td className="r">{f.percent(group.right / group.drafts)}</td>
              <td className="r dim">{f.percentRange(group.low, group.high)}</td>
              {calibrated && <td className="r">{group.chance === null ? '' : f.percent(group.chance)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
