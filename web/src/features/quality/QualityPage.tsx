import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type CSSProperties } from 'react'
import { disputesQuery, projectQuery, qualityQuery } from '../../api/queries'
import type { LabelSchema, Person, Project, Quality, QuestionQuality } from '../../api/types'
import { f, w } from '../../i18n'
import { labelColor } from '../../questions'
import { colorAt, titleOf } from '../../questions/choice/labels'
import { caption, ordinal } from '../../questions/rating/scale'
import { Ci, EstimateText } from '../../ui/Ci'
import { Rich } from '../../ui/Rich'
import { atLeast } from '../../ui/roles'
import { useNow } from '../../ui/useNow'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { DisputeTable } from './DisputesPage'
import { byKappa, commonestMixUp, confusionShade, kappaShade, KAPPA_STEPS, pairOf, rowShares } from './matrix'
import './quality.css'

const ENOUGH = 5

export function QualityPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: quality } = useSuspenseQuery(qualityQuery(projectId))
  const { data: disputes } = useQuery(disputesQuery(projectId))
  const [chosen, setChosen] = useState<string | null>(null)
  const now = useNow(60_000)
  useTitle(w.quality.title, project.name)
  const items = project.itemWord
  const question = quality.questions.find(q => q.question === chosen) ?? quality.questions[0]
  const split = disputes && disputes.total > 0 && (
    <section className="sec split">
      <h2>
        {w.quality.split} <small>{w.quality.splitSmall(disputes.total)}</small>
      </h2>
      <DisputeTable disputes={disputes.disputes.slice(0, 6)} schema={project.schema} projectId={projectId} now={now} />
      <p className="sm">
        <Link className="link" to="/projects/$projectId/disputes" params={{ projectId }}>
          {w.quality.resolveAll(disputes.total)}
        </Link>
      </p>
    </section>
  )
  if (quality.itemsWithTwo === 0 || !question)
    return (
      <>
        <h1 className="lead">
          <Rich text={w.quality.leadNone(items)} />
        </h1>
        <NothingShared project={project} />
        {split}
      </>
    )
  return (
    <>
      <h1 className="lead">
        <Rich text={lead(quality, project.schema)} />
      </h1>
      <div className="ql grid">
        <section className="sec">
          <h2>
            {w.quality.agreement} <small>{w.quality.agreementSmall(quality.itemsWithTwo, items)}</small>
          </h2>
          <AgreementTable quality={quality} items={items} />
        </section>
        <div className="qside">
          {quality.questions.length > 1 && (
            <div className="tabs qtabs" role="group" aria-label={w.quality.question}>
              {quality.questions.map(q => (
                <button
                  key={q.question}
                  type="button"
                  className="tab"
                  aria-pressed={q === question}
                  onClick={() => setChosen(q.question)}
                >
                  {q.title}
                </button>
              ))}
            </div>
          )}
          <section className="sec">
            <h2>
              {w.quality.confusion} <small>{w.quality.confusionSmall}</small>
            </h2>
            <Confusion quality={question} project={project} />
          </section>
          <section className="sec">
            <h2>
              {w.quality.pairs} <small>{w.quality.pairsSmall(question.title, items)}</small>
            </h2>
            <Pairs quality={question} people={quality.people} items={items} />
          </section>
        </div>
        {split}
      </div>
    </>
  )
}

function lead(quality: Quality, schema: LabelSchema): string {
  const known = quality.questions.filter(q => q.percent !== null)
  const [first, second] = [...known]
    .sort((a, b) => (b.percent?.value ?? 0) - (a.percent?.value ?? 0))
    .filter((_, i, all) => i === 0 || i === all.length - 1)
  const parts: string[] = []
  if (first?.percent)
    parts.push(
      quality.questions.length === 1
        ? w.quality.leadOnly(f.percent(first.percent.value), first.percent.low, first.percent.high)
        : w.quality.lead(first.title, f.percent(first.percent.value), first.percent.low, first.percent.high),
    )
  if (second?.percent && second !== first)
    parts.push(w.quality.leadNext(second.title, f.percent(second.percent.value), second.percent.low, second.percent.high))
  const worst = quality.questions
    .flatMap(q => {
      const mix = q.confusion ? commonestMixUp(q.confusion.counts) : null
      return mix && q.confusion ? [{ q, mix, labels: q.confusion.labels }] : []
    })
    .sort((x, y) => y.mix.count - x.mix.count)[0]
  const name = (q: QuestionQuality, label: string | undefined) => words(schema, q, label ?? '').text
  return `${parts.join('')}.${worst ? w.quality.leadPair(name(worst.q, worst.labels[worst.mix.row]), name(worst.q, worst.labels[worst.mix.column])) : ''}`
}

/** A category in words and colour, as the schema has it. */
function words(schema: LabelSchema, quality: QuestionQuality, label: string): { text: string; color: string } {
  const question = schema.questions.find(q => q.name === quality.question)
  if (question?.kind === 'choice') {
    const found = question.labels.find(l => l.name === label)
    return { text: found ? titleOf(found) : label, color: labelColor(colorAt(question, [label])) }
  }
  if (question?.kind === 'rating') return { text: caption(question, Number(label)), color: ordinal(question, Number(label)) }
  return { text: label, color: 'var(--ink3)' }
}

function AgreementTable({ quality, items }: { quality: Quality; items: string }) {
  const nameOf = (id: number) => quality.people.find(p => p.id === id)?.name ?? w.data.story.hidden
  const { columns } = w.quality
  return (
    <div>
      <table className="co">
        <thead>
          <tr>
            <th>{columns.measure}</th>
            <th className="r wide">{columns.items}</th>
            <th>{columns.value}</th>
            <th className="wide">
              <span className="axis">
                <span>{f.num(0)}</span>
                <span>{f.num(1)}</span>
              </span>
            </th>
            <th className="wide">{columns.says}</th>
          </tr>
        </thead>
        {quality.questions.map(question => (
          <tbody key={question.question}>
            <tr>
              <th scope="rowgroup" colSpan={5}>
                {question.title}
              </th>
            </tr>
            <tr>
              <td>{w.quality.raw}</td>
              {question.percent && question.percent.count >= ENOUGH ? (
                <>
                  <td className="r dim wide">{f.num(question.percent.count)}</td>
                  <td>
                    <EstimateText estimate={question.percent} as="percent" />
                  </td>
                  <td className="wide">
                    <Ci estimate={question.percent} width="140px" />
                  </td>
                  <td className="mid wide">{w.quality.rawSays}</td>
                </>
              ) : (
                <>
                  <td className="r dim wide">{f.num(question.percent?.count ?? 0)}</td>
                  <td colSpan={3} className="dim">
                    {question.undefined ?? w.quality.tooFew(question.percent?.count ?? 0, items)}
                  </td>
                </>
              )}
            </tr>
            {byKappa(question.pairs)
              .slice(0, 3)
              .map(
                pair =>
                  pair.kappa && (
                    <tr key={`${pair.a}-${pair.b}`}>
                      <td>{w.quality.kappaPair(nameOf(pair.a), nameOf(pair.b))}</td>
                      <td className="r dim wide">{f.num(pair.tasks)}</td>
                      <td>
                        <EstimateText estimate={pair.kappa} as="score" />
                      </td>
                      <td className="wide">
                        <Ci estimate={pair.kappa} width="140px" />
                      </td>
                      <td className="mid wide">{w.quality.kappaSays(pair.kappa.value, pair.kappa.low, pair.kappa.high)}</td>
                    </tr>
                  ),
              )}
          </tbody>
        ))}
      </table>
    </div>
  )
}

/** How many columns a matrix has, for the least width at which it can be read. */
const columnsOf = (all: readonly unknown[]) => ({ '--n': all.length }) as CSSProperties

function Confusion({ quality, project }: { quality: QuestionQuality; project: Project }) {
  const { confusion } = quality
  if (!confusion || confusion.counts.every(row => row.every(n => n === 0)))
    return <p className="sm dim">{w.quality.confusionNone}</p>
  const shares = rowShares(confusion.counts)
  const worst = commonestMixUp(confusion.counts)
  const labels = confusion.labels.map(label => words(project.schema, quality, label))
  const swatch = (color: string) => <i className="sw" style={{ '--c': color } as CSSProperties} />
  return (
    <>
      <div className="scroll free" tabIndex={0} role="region" aria-label={w.quality.confusion}>
        <table className="heatmap" style={columnsOf(labels)}>
          <thead>
            <tr>
              <td />
              {labels.map((label, j) => (
                <th key={j} scope="col" aria-label={label.text}>
                  <span className="lab tight" title={label.text}>
                    {swatch(label.color)}
                    {j + 1}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((row, i) => (
              <tr key={i}>
                <th scope="row">
                  <span className="lab">
                    <span className="clip">{row.text}</span>
                    <span className="dim">{i + 1}</span>
                    {swatch(row.color)}
                  </span>
                </th>
                {labels.map((column, j) => {
                  const share = shares[i]?.[j] ?? null
                  const isWorst = worst?.row === i && worst.column === j
                  const shade = i === j ? 'dg' : share === null || share === 0 ? 'z' : confusionShade(share)
                  return (
                    <td
                      key={j}
                      className={isWorst ? `${shade} hx` : shade}
                      title={w.quality.cell(row.text, column.text, confusion.counts[i]?.[j] ?? 0)}
                    >
                      {share === null || share === 0 ? '·' : f.num(share)}
                    </td>
                  )
                })}
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
      </p>
    </>
  )
}

function Pairs({ quality, people, items }: { quality: QuestionQuality; people: readonly Person[]; items: string }) {
  const lowest = byKappa(quality.pairs)[0]
  const nameOf = (id: number) => people.find(p => p.id === id)?.name ?? ''
  return (
    <>
      <div className="scroll free" tabIndex={0} role="region" aria-label={w.quality.pairs}>
        <table className="heatmap" style={columnsOf(people)}>
          <thead>
            <tr>
              <td />
              {people.map(p => (
                <th key={p.id} scope="col" className="person">
                  {p.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((row, i) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                {people.map((column, j) => {
                  if (i === j)
                    return (
                      <td key={column.id} className="z">
                        —
                      </td>
                    )
                  const pair = pairOf(quality, row.id, column.id)
                  const label = pair ? w.quality.pairLabel(row.name, column.name, pair.tasks, items) : undefined
                  if (j > i)
                    return (
                      <td key={column.id} className="n" title={label}>
                        {pair && pair.tasks > 0 ? f.num(pair.tasks) : '·'}
                      </td>
                    )
                  return pair?.kappa ? (
                    <td
                      key={column.id}
                      className={kappaShade(pair.kappa.value)}
                      title={`${label}: ${w.quality.kappaOf(pair.kappa.value, pair.kappa.low, pair.kappa.high)}`}
                    >
                      {f.score(pair.kappa.value)}
                    </td>
                  ) : (
                    <td key={column.id} className="z" title={pair?.undefined ?? undefined}>
                      ·
                    </td>
                  )
                })}
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
              nameOf(lowest.a),
              nameOf(lowest.b),
              lowest.kappa.value,
              lowest.kappa.low,
              lowest.kappa.high,
              lowest.tasks,
              items,
            )}
          />
        </p>
      )}
    </>
  )
}

/** Why there is nothing to compare, and what would change that. */
function NothingShared({ project }: { project: Project }) {
  const params = { projectId: project.id }
  const once = project.overlap === 1
  return (
    <>
      <p className="mid">{once ? w.quality.askedOnce(project.itemWord) : w.quality.noneNext}</p>
      {atLeast(project.role, 'manager') && (
        <p className="line nextstep">
          <Link className="btn" to={once ? '/projects/$projectId/settings' : '/projects/$projectId/people'} params={params}>
            {once ? w.quality.askTwo : w.quality.invite}
          </Link>
        </p>
      )}
    </>
  )
}
