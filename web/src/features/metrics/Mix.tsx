import type { MetricsReport } from '../../api/types'
import { f, w } from '../../i18n'

const { metrics: words } = w

interface Part {
  key: string
  name: string
  count: number
  /** Who says it: the line tells. */
  kind: string
}

const howKind: Record<string, string> = {
  auto_accepted: 'model',
  arbitration: 'model second',
  gold: 'known',
  review: 'reviewed',
  single: 'one',
}

/** From where the labels come. */
export function LabelMix({ report }: { report: MetricsReport }) {
  const parts = report.labels.map(({ how, modelName, labels }) => ({
    key: `${how} ${modelName}`,
    name: modelName === null ? w.task.how[how] : words.byModel(w.task.how[how], modelName),
    count: labels,
    kind: howKind[how] ?? 'several',
  }))
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  return (
    <section className="sec">
      <h2>
        {words.labels} {total > 0 && <small>{words.labelsSmall(total)}</small>}
      </h2>
      {total === 0 ? <p className="sm dim">{words.noLabels}</p> : <Mix parts={parts} total={total} />}
    </section>
  )
}

const queueKind: Record<string, string> = {
  another_answer: 'several',
  audit: 'known',
  informative: 'model',
  random: 'one',
  easy: 'second',
  priority: 'reviewed',
  plain: 'rest',
  review: 'disputed',
}

/** What brings the tasks forward that wait. */
export function QueueMix({ report }: { report: MetricsReport }) {
  const parts = report.queue
    .filter(part => part.tasks > 0)
    .map(part => ({
      key: part.kind,
      name: words.kinds[part.kind],
      count: part.tasks,
      kind: queueKind[part.kind] ?? 'rest',
    }))
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  return (
    <section className="sec">
      <h2>
        {words.queue} <small>{words.queueSmall(total)}</small>
      </h2>
      {total === 0 ? <p className="sm dim">{words.queueEmpty}</p> : <Mix parts={parts} total={total} />}
      {report.goldRate > 0 && <p className="sm dim under">{words.gold(report.goldRate)}</p>}
    </section>
  )
}

function Mix({ parts, total }: { parts: readonly Part[]; total: number }) {
  return (
    <>
      <div className="mixbar" aria-hidden="true">
        {parts.map(part => (
          <i key={part.key} className={`mix ${part.kind}`} style={{ flexGrow: part.count }} />
        ))}
      </div>
      <table className="mixtable">
        <tbody>
          {parts.map(part => (
            <tr key={part.key}>
              <td className="swatch">
                <i className={`mix ${part.kind}`} />
              </td>
              <th scope="row">{part.name}</th>
              <td className="r">{f.num(part.count)}</td>
              <td className="r dim">{f.percent(part.count / total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
