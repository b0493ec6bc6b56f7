import type { CSSProperties } from 'react'
import type { Person } from '../../api/types'
import { f, w } from '../../i18n'
import type { LabelWords } from './labelWords'
import { commonestMixUp, confusionShade, rowShares } from './matrix'
import type { QualitySearch, Sides } from './search'
import { sideWords } from './sideWords'
import { ViewLink } from './ViewLink'

/** A confusion matrix in percent of each row. A cell with answers is a link to their tasks. */
export function ConfusionTable({
  counts,
  labels,
  words,
  sides,
  people,
  view,
  at,
}: {
  counts: readonly (readonly number[])[]
  labels: readonly string[]
  words: readonly LabelWords[]
  sides: Sides
  people: readonly Person[]
  /** The view without a cell, which the links add to. */
  view: QualitySearch
  /** The cell that is open, if any. */
  at: Pick<QualitySearch, 'row' | 'column'>
}) {
  const shares = rowShares(counts)
  const worst = commonestMixUp(counts)
  const named = `${w.quality.confusion}: ${w.quality.cellTitle(sideWords(sides.a, people), sideWords(sides.b, people))}`
  return (
    <>
      <div className="scroll free" tabIndex={0} role="region" aria-label={named}>
        <table className="heatmap" style={{ '--n': labels.length } as CSSProperties}>
          <caption className="sr">{named}</caption>
          <thead>
            <tr>
              <td />
              {words.map((label, j) => (
                <th key={j} scope="col" aria-label={label.text}>
                  <span className="lab tight" title={label.text}>
                    <i className="sw" style={{ '--c': label.color } as CSSProperties} />
                    {label.short ?? j + 1}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {words.map((row, i) => (
              <tr key={i}>
                <th scope="row" aria-label={row.text}>
                  <span className="lab" title={row.text}>
                    <span className="clip">{row.text}</span>
                    {row.short === undefined && <span className="dim">{i + 1}</span>}
                    <i className="sw" style={{ '--c': row.color } as CSSProperties} />
                  </span>
                </th>
                {words.map((column, j) => (
                  <Cell
                    key={j}
                    count={counts[i]?.[j] ?? 0}
                    share={shares[i]?.[j] ?? 0}
                    kind={i === j ? 'same' : worst?.row === i && worst.column === j ? 'worst' : 'other'}
                    open={at.row === labels[i] && at.column === labels[j]}
                    search={{ ...view, row: labels[i] ?? '', column: labels[j] ?? '' }}
                    words={[row.text, column.text]}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="scale">
        {w.quality.scale.map((text, i) => (
          <span key={text}>
            <i className={`h${i + 1}`} />
            {text}
          </span>
        ))}
        <span>{w.quality.scaleFew}</span>
      </p>
    </>
  )
}

function Cell({
  count,
  share,
  kind,
  open,
  search,
  words: [row, column],
}: {
  count: number
  share: number
  kind: 'same' | 'worst' | 'other'
  open: boolean
  search: QualitySearch
  words: [string, string]
}) {
  if (count === 0) return <td className="z">·</td>
  const shade = kind === 'same' ? 'dg' : confusionShade(share, count)
  const name = w.quality.cell(row, column, count, share)
  return (
    <td className={[shade, kind === 'worst' ? 'hx' : '', open ? 'open' : ''].filter(Boolean).join(' ')}>
      <ViewLink search={search} title={name} aria-label={name} aria-current={open ? 'true' : undefined}>
        {share === 0 ? w.quality.lessThanOne : f.num(share)}
      </ViewLink>
    </td>
  )
}
