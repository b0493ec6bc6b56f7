import { useSearch } from '@tanstack/react-router'
import type { Project, Quality, QuestionQuality } from '../../api/types'
import { w } from '../../i18n'
import { EstimateText } from '../../ui/Ci'
import { Figure } from './Figure'
import { ALPHA, coefficientOf, enough } from './readings'
import { ViewLink } from './ViewLink'

/** Every question with its α; the one looked into is chosen here. */
export function Questions({ quality, chosen, project }: { quality: Quality; chosen: QuestionQuality; project: Project }) {
  const { a, b } = useSearch({ from: '/inside/projects/$projectId/managed/quality' })
  const { columns } = w.quality
  const sides = { ...(a !== undefined && { a }), ...(b !== undefined && { b }) }
  return (
    <section className="sec qlist">
      <h2>
        {w.quality.questions} <small>{w.quality.questionsSmall}</small>
      </h2>
      <table className="co itemlist">
        <thead>
          <tr>
            <th>{columns.question}</th>
            <th className="r wide">{columns.items}</th>
            <th>{w.quality.timeColumns.alpha}</th>
            <th className="wide" />
            <th className="wide">{w.quality.timeColumns.percent}</th>
          </tr>
        </thead>
        <tbody>
          {quality.questions.map(question => {
            const percent = enough(question.percent)
            const current = question === chosen
            return (
              <tr key={question.question} className={current ? 'cur' : undefined}>
                <th scope="row">
                  <ViewLink
                    className="rowlink"
                    search={{ question: question.question, ...sides }}
                    aria-current={current ? 'true' : undefined}
                  >
                    {question.title}
                  </ViewLink>
                </th>
                <Figure
                  name={ALPHA}
                  value={coefficientOf(question, ALPHA)?.value ?? null}
                  undefined={coefficientOf(question, ALPHA)?.undefined ?? question.undefined}
                  items={project.itemWord}
                />
                <td className="wide">{percent && <EstimateText estimate={percent} as="percent" />}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
