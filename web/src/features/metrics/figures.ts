// The figures of the table in words, and the table in other forms.
import type { LabelSaving, MetricName, MetricRow, MetricsReport, Project } from '../../api/types'
import { f, w } from '../../i18n'

const { metrics: words } = w

/** With fewer documents nothing is told. */
export const FEWEST = 10

/** A value of the figure, as people read it. */
export function valueText(name: MetricName, value: number): string {
  switch (name) {
    case 'hours_per_1000':
      return words.hours(value)
    case 'alpha':
      return f.score(value)
    case 'label_accuracy':
    case 'model_accuracy':
      return f.percent(value)
    default:
      return f.num(value)
  }
}

/** "94–98 %", in the form of the value. */
export function rangeText({ name, value }: MetricRow): string {
  if (!value) return ''
  const [low, high] = [Math.max(0, value.low), value.high]
  return name === 'label_accuracy' || name === 'model_accuracy'
    ? f.percentRange(low, Math.min(1, high))
    : `${valueText(name, name === 'alpha' ? value.low : low)}–${valueText(name, high)}`
}

/** The row of a figure; of label_accuracy that of all labels. */
export const rowOf = (report: MetricsReport, name: MetricName) =>
  report.table.find(row => row.name === name && (name !== 'label_accuracy' || row.of === null))

/** The one sentence that would do as the whole report; null while nothing can be told. */
export function lead(report: MetricsReport, items: string): string | null {
  const told = (name: MetricName) => {
    const row = rowOf(report, name)
    return row?.value
      ? { value: valueText(name, row.value.value), low: row.value.low, high: row.value.high, range: rangeText(row) }
      : null
  }
  const ends = (name: MetricName, at: { low: number; high: number }) =>
    [valueText(name, at.low), valueText(name, at.high)] as const
  const [tasks, hours, labels, model] = [
    told('tasks_per_1000'),
    told('hours_per_1000'),
    told('label_accuracy'),
    told('model_accuracy'),
  ]
  if (!tasks) return null
  return [
    words.lead.tasks(tasks.value, ...ends('tasks_per_1000', tasks), items),
    hours ? words.lead.hours(hours.value, ...ends('hours_per_1000', hours)) : '',
    '.',
    labels ? words.lead.labels(labels.value, labels.range) : words.lead.labelsUnknown,
    model ? words.lead.model(model.value, model.range) : '',
  ].join('')
}

/** What the figure is called, with the question it is of. */
export function nameText(row: MetricRow, project: Project): string {
  const title = project.schema.questions.find(question => question.name === row.of)?.title
  return words.figures[row.name](title ?? row.of)
}

/** What is counted, exactly. */
export function saysText(row: MetricRow, report: MetricsReport, items: string): string {
  const { work } = report
  switch (row.name) {
    case 'tasks_per_1000':
      return words.says.tasks(work.answers, work.decisions, work.goldAnswers)
    case 'without_person_per_1000':
      return words.says.without(work.withoutPerson, items)
    case 'hours_per_1000':
      return words.says.hours(work.timed, work.documents, work.goldSeconds > 0)
    case 'alpha':
      return words.says.alpha
    case 'label_accuracy':
      return row.of === null
        ? words.says.labels(row.share ?? 1)
        : words.says[row.of as 'people' | 'auto_accepted' | 'arbitration']
    case 'model_accuracy':
      return words.says.model
  }
}

/** The rows that say something of their own: of labels that all came about in one way once is enough. */
export const told = (report: MetricsReport) =>
  report.table.filter(row => row.name !== 'label_accuracy' || row.of === null || (row.share ?? 0) < 1)

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ')

export function asMarkdown(report: MetricsReport, project: Project): string {
  const { columns } = words
  const rows = told(report).map(row => [
    nameText(row, project),
    row.value ? `${valueText(row.name, row.value.value)} [${rangeText(row)}]` : row.missing ? words.missing[row.missing] : '',
    row.value ? f.num(row.value.count) : '',
    saysText(row, report, project.itemWord),
  ])
  return [[columns.figure, columns.value, columns.n, columns.says], ['---', '---', '---:', '---'], ...rows]
    .map(row => `| ${row.map(cell).join(' | ')} |\n`)
    .join('')
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

export function asCsv(report: MetricsReport): string {
  const rows = report.table.map(({ name, of, value, share, missing }) =>
    [name, of, value?.value, value?.low, value?.high, value?.count, share, missing].map(each => quoted(String(each ?? ''))),
  )
  return [['figure', 'of', 'value', 'low', 'high', 'count', 'share', 'missing'], ...rows]
    .map(row => `${row.join(',')}\r\n`)
    .join('')
}

export const asJson = (report: MetricsReport) => `${JSON.stringify(report, null, 2)}\n`

/**
 * Whether choosing saved labels. Where fewer random ones make a model as right, either they teach more, which shows at equal numbers, or the last
 * labels taught little.
 */
export function verdict({ labels, randomLow, randomHigh, lead: ahead }: LabelSaving): 'more' | 'less' | 'either' | 'unclear' {
  if (randomLow !== null && randomLow > labels) return 'more'
  if (ahead && ahead.high < 0) return 'less'
  return randomHigh !== null && randomHigh < labels ? 'either' : 'unclear'
}
