import { useState, type CSSProperties } from 'react'
import type { LabelSchema, QuestionQuality } from '../../api/types'
import { f, w } from '../../i18n'
import { Ci, EstimateText } from '../../ui/Ci'
import { labelWords } from './labelWords'
import { enough, worstFirst } from './readings'

const SHOWN = 12

/** How often each label is given and how far people agree on it, the worst first. */
export function Labels({ question, schema, items }: { question: QuestionQuality; schema: LabelSchema; items: string }) {
  const [all, setAll] = useState(false)
  const { labelColumns: columns } = w.quality
  if (question.labels.length === 0) return null
  const sorted = worstFirst(question.labels)
  const hidden = sorted.length - SHOWN
  return (
    <section className="sec">
      <h2>
        {w.quality.labels} <small>{w.quality.labelsSmall}</small>
      </h2>
      <table className="co labs-table">
        <thead>
          <tr>
            <th>{columns.label}</th>
            <th className="r">{columns.given}</th>
            <th>{columns.specific}</th>
            <th className="wide">
              <span className="axis">
                <span>{f.num(0)}</span>
                <span>{f.num(1)}</span>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, all ? undefined : SHOWN).map(figure => {
            const { text, color } = labelWords(schema, question.question, figure.label)
            const specific = enough(figure.specific)
            return (
              <tr key={figure.label}>
                <th scope="row">
                  <span className="lab" style={{ '--c': color } as CSSProperties}>
                    <i className="sw" />
                    {text}
                  </span>
                </th>
                <td className="r dim">{f.num(figure.given)}</td>
                {specific ? (
                  <>
                    <td>
                      <EstimateText estimate={specific} as="percent" />
                    </td>
                    <td className="wide">
                      <Ci estimate={specific} width="140px" />
                    </td>
                  </>
                ) : (
                  <td colSpan={2} className="dim">
                    {figure.undefined ?? w.quality.tooFew(figure.specific?.count ?? 0, items)}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
      {hidden > 0 && !all && (
        <button type="button" className="link sm unfold" onClick={() => setAll(true)}>
          {w.quality.labelsMore(hidden)}
        </button>
      )}
    </section>
  )
}
