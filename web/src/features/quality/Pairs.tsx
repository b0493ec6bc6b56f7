import { useMemo, type CSSProperties } from 'react'
import type { PairAgreement, Person, Project, QuestionQuality } from '../../api/types'
import { f, w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { byKappa, hasMatrix, isCrowd, kappaShade, KAPPA_STEPS, pairsById } from './matrix'
import { sidesOf, type QualitySearch } from './search'
import { sideWords } from './sideWords'
import { ViewLink } from './ViewLink'

/** Cohen's κ of each two people. A pair leads to its confusion matrix. */
export function Pairs({
  question,
  people,
  project,
  view,
  opened,
}: {
  question: QuestionQuality
  people: readonly Person[]
  project: Project
  view: QualitySearch
  /** Called when a pair is chosen, after which the matrix shows it. */
  opened: () => void
}) {
  const items = project.itemWord
  const lowest = byKappa(question.pairs)[0]
  const { a, b } = sidesOf(view)
  const pairOf = useMemo(() => pairsById(question.pairs), [question.pairs])
  const crowd = isCrowd(people.length)
  return (
    <section className="sec">
      <h2>
        {w.quality.pairs} <small>{crowd ? w.quality.pairsCrowd(people.length) : w.quality.pairsSmall(items)}</small>
      </h2>
      {question.pairs.length === 0 ? (
        <p className="sm dim">{w.quality.pairsNone}</p>
      ) : (
        <>
          <div className={crowd ? 'scroll free sized' : 'scroll free'} tabIndex={0} role="region" aria-label={w.quality.pairs}>
            <table className={crowd ? 'heatmap pairs crowd' : 'heatmap pairs'} style={{ '--n': people.length } as CSSProperties}>
              <caption className="sr">{`${w.quality.pairs}: ${question.title}`}</caption>
              <thead>
                <tr>
                  <td />
                  {people.map(p => (
                    <th key={p.id} scope="col" className="person" title={p.name}>
                      {crowd ? <span className="sr">{p.name}</span> : p.name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {people.map((row, i) => (
                  <tr key={row.id}>
                    <th scope="row" title={row.name}>
                      {row.name}
                    </th>
                    {people.map((column, j) =>
                      i === j ? (
                        <td key={column.id} className="z">
                          {crowd ? '' : '—'}
                        </td>
                      ) : (
                        <Pair
                          key={column.id}
                          pair={pairOf(row.id, column.id)}
                          crowd={crowd}
                          names={[row.name, column.name]}
                          side={j > i ? 'shared' : 'kappa'}
                          items={items}
                          {...(hasMatrix(question) && { search: { question: question.question, a: row.id, b: column.id } })}
                          open={(a === row.id && b === column.id) || (a === column.id && b === row.id)}
                          opened={opened}
                        />
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="scale">
            {KAPPA_STEPS.map((step, i) => (
              <span key={step}>
                <i className={`h${i}`} />
                {f.score(step)}
              </span>
            ))}
            <span>
              <i className="h4" />
              {w.quality.below}
            </span>
          </p>
          {lowest?.kappa && people.length > 2 && (
            <p className="sm mid">
              <Rich
                text={w.quality.lowest(
                  sideWords(lowest.a, people),
                  sideWords(lowest.b, people),
                  lowest.kappa.value,
                  lowest.kappa.low,
                  lowest.kappa.high,
                  lowest.tasks,
                  items,
                )}
              />
            </p>
          )}
          {question.pairsLeftOut > 0 && <p className="sm dim">{w.quality.pairsLeftOut(question.pairsLeftOut)}</p>}
        </>
      )}
    </section>
  )
}

function Pair({
  pair,
  names,
  crowd,
  side,
  items,
  search,
  open,
  opened,
}: {
  pair: PairAgreement | undefined
  names: [string, string]
  crowd: boolean
  side: 'kappa' | 'shared'
  items: string
  search?: QualitySearch
  open: boolean
  opened: () => void
}) {
  if (!pair || pair.tasks === 0) return <td aria-label={w.quality.pairNothing(...names)} />
  const label = w.quality.pairLabel(...names, pair.tasks, items)
  if (side === 'shared')
    return (
      <td className="n" title={label}>
        {crowd ? '' : f.num(pair.tasks)}
      </td>
    )
  const { kappa } = pair
  const said = kappa ? w.quality.kappaOf(kappa.value, kappa.low, kappa.high) : (pair.undefined ?? '')
  const text = crowd ? '' : kappa ? f.score(kappa.value) : '·'
  const shade = kappa ? kappaShade(kappa.value) : 'z'
  return (
    <td className={open ? `${shade} open` : shade}>
      {search ? (
        <ViewLink
          search={search}
          title={`${label}: ${said}`}
          aria-label={`${label}: ${said}`}
          aria-current={open ? 'true' : undefined}
          onClick={opened}
        >
          {text}
        </ViewLink>
      ) : (
        <span title={`${label}: ${said}`}>{text}</span>
      )}
    </td>
  )
}
