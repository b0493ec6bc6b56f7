import { useState } from 'react'
import type { CoefficientFigure, QuestionQuality } from '../../api/types'
import { w } from '../../i18n'
import { Figure } from './Figure'
import { enough, GOAL, unfold } from './readings'

/** Every coefficient with its interval, its count and what it says; the two to go by first. */
export function Coefficients({ question, items }: { question: QuestionQuality; items: string }) {
  const { first, others } = unfold(question.coefficients)
  const [all, setAll] = useState(false)
  const { columns } = w.quality
  const [from, goal, to] = w.quality.axis(GOAL)
  return (
    <section className="sec">
      <h2>
        {w.quality.agreement} <small>{w.quality.agreementSmall(question.title)}</small>
      </h2>
      {first.length === 0 ? (
        <p className="sm dim">{w.quality.noCoefficients}</p>
      ) : (
        <table className="co">
          <thead>
            <tr>
              <th>{columns.measure}</th>
              <th className="r wide">{columns.items}</th>
              <th>{columns.value}</th>
              <th className="wide">
                <span className="axis">
                  <span>{from}</span>
                  <span style={{ left: `${GOAL * 100}%` }}>{goal}</span>
                  <span>{to}</span>
                </span>
              </th>
              <th className="wide">{columns.says}</th>
            </tr>
          </thead>
          <tbody>
            {[...first, ...(all ? others : [])].map(figure => (
              <Row key={figure.name} figure={figure} level={question.level} items={items} />
            ))}
          </tbody>
        </table>
      )}
      {others.length > 0 && (
        <button type="button" className="link sm unfold" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? w.quality.fewerCoefficients : w.quality.allCoefficients(others.length)}
        </button>
      )}
      {first.some(figure => enough(figure.value)) && <p className="sm dim note">{w.quality.goalNote(GOAL)}</p>}
    </section>
  )
}

function Row({ figure, level, items }: { figure: CoefficientFigure; level: string; items: string }) {
  const says = saying(figure.name, level)
  return (
    <tr>
      <th scope="row">
        {figure.title.replace(/'/g, '’')}
        <span className="onphone mid">{says}</span>
      </th>
      <Figure name={figure.name} value={figure.value} undefined={figure.undefined} items={items} />
      <td className="mid wide says">{says}</td>
    </tr>
  )
}

/** What it takes into account and when to trust it. */
function saying(name: string, level: string): string {
  const words = w.quality.says[name]
  const found = typeof words === 'object' ? words[level] : words
  return found ?? w.quality.saysOther
}
