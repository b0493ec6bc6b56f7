import type { PeriodFigure, QuestionQuality } from '../../api/types'
import { f, w } from '../../i18n'
import { EstimateText } from '../../ui/Ci'
import { enough } from './readings'
import { TimeChart } from './TimeChart'

/** Agreement by period, drawn, and the same as a table. */
export function OverTime({ question, items }: { question: QuestionQuality; items: string }) {
  const { overTime } = question
  const { timeColumns: columns } = w.quality
  return (
    <section className="sec">
      <h2>
        {w.quality.time} {overTime && <small>{w.quality.timeSmall[overTime.period] ?? overTime.period}</small>}
      </h2>
      {!overTime ? (
        <p className="sm dim">{w.quality.timeNone}</p>
      ) : (
        <>
          {overTime.periods.length > 1 ? <TimeChart line={overTime} /> : <p className="sm dim">{w.quality.timeOne(items)}</p>}
          <details className="timetable">
            <summary className="sm link">{w.quality.timeTable}</summary>
            <table>
              <thead>
                <tr>
                  <th>{columns.from}</th>
                  <th className="r">{columns.tasks}</th>
                  <th>{columns.alpha}</th>
                  <th>{columns.percent}</th>
                </tr>
              </thead>
              <tbody>
                {overTime.periods.map(period => (
                  <Row key={period.from} period={period} items={items} />
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  )
}

function Row({ period, items }: { period: PeriodFigure; items: string }) {
  const cell = (figure: 'alpha' | 'percent', why: string | null) => {
    const estimate = enough(period[figure])
    if (estimate) return <EstimateText estimate={estimate} as={figure === 'alpha' ? 'score' : 'percent'} />
    return <span className="dim">{period[figure] ? w.quality.tooFew(period[figure].count, items) : why}</span>
  }
  return (
    <tr>
      <th scope="row">{f.date(period.from)}</th>
      <td className="r dim">{f.num(period.tasks)}</td>
      <td>{cell('alpha', period.alphaUndefined)}</td>
      <td>{cell('percent', period.percentUndefined)}</td>
    </tr>
  )
}
