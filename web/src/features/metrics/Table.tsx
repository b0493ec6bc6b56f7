import type { MetricRow, MetricsReport, Project } from '../../api/types'
import { f, w } from '../../i18n'
import { notify } from '../../ui/notices'
import { asCsv, asJson, asMarkdown, nameText, rangeText, saysText, told, valueText } from './figures'

const { metrics: words } = w

/** The platform's table: each figure with its interval, what it counts, or why it is not measured. */
export function Table({ project, report }: { project: Project; report: MetricsReport }) {
  return (
    <section className="sec">
      <h2>
        {words.table} <small>{words.tableSmall}</small>
      </h2>
      <table className="co platform">
        <thead>
          <tr>
            <th>{words.columns.figure}</th>
            <th>{words.columns.value}</th>
            <th className="r wide">{words.columns.n}</th>
            <th className="wide">{words.columns.says}</th>
          </tr>
        </thead>
        <tbody>
          {told(report).map(row => (
            <Row key={`${row.name} ${row.of}`} row={row} report={report} project={project} />
          ))}
        </tbody>
      </table>
      <p className="line exports sm">
        <button
          type="button"
          className="btn"
          onClick={() => void navigator.clipboard.writeText(asMarkdown(report, project)).then(() => notify(w.common.copied))}
        >
          {words.copyMarkdown}
        </button>
        <span className="dim">{words.download}</span>
        <Download name="metrics.csv" type="text/csv" text={() => asCsv(report)} words={words.csv} />
        <Download name="metrics.json" type="application/json" text={() => asJson(report)} words={words.json} />
      </p>
    </section>
  )
}

function Row({ row, report, project }: { row: MetricRow; report: MetricsReport; project: Project }) {
  const says = saysText(row, report, project.itemWord)
  const isPart = row.name === 'label_accuracy' && row.of !== null
  return (
    <tr className={isPart ? 'part' : undefined}>
      <th scope="row">
        {nameText(row, project)}
        {isPart && row.share !== null && <span className="dim share">{words.share(row.share)}</span>}
        <span className="onphone mid">{says}</span>
      </th>
      {row.value ? (
        <>
          <td className="num nowrap">
            <b>{valueText(row.name, row.value.value)}</b> <span>{`[${rangeText(row)}]`}</span>
          </td>
          <td className="r dim wide">{f.num(row.value.count)}</td>
        </>
      ) : (
        <>
          <td className="dim">{row.missing && words.missing[row.missing]}</td>
          <td className="wide" />
        </>
      )}
      <td className="mid wide says">{says}</td>
    </tr>
  )
}

/** A file made here, of what is on the page. */
function Download({ name, type, text, words: said }: { name: string; type: string; text(): string; words: string }) {
  return (
    <button
      type="button"
      className="btn quiet"
      onClick={() => {
        const address = URL.createObjectURL(new Blob([text()], { type }))
        const link = document.createElement('a')
        link.href = address
        link.download = name
        link.click()
        setTimeout(() => URL.revokeObjectURL(address), 60_000)
      }}
    >
      {said}
    </button>
  )
}
