import { describe, expect, it } from 'vitest'
import type { LabelSaving, MetricRow, MetricsReport, Project } from '../../api/types'
import { plain } from '../../i18n/rich'
import { asCsv, asMarkdown, lead, told, verdict } from './figures'

const row = (name: MetricRow['name'], values: Partial<MetricRow>): MetricRow => ({
  name,
  of: null,
  value: null,
  missing: null,
  share: null,
  ...values,
})

const report = (...table: MetricRow[]): MetricsReport => ({
  at: '2026-03-02T10:00:00Z',
  work: {
    documents: 18,
    answers: 12,
    outsideAnswers: 0,
    decisions: 3,
    goldAnswers: 0,
    withoutPerson: 6,
    timed: 18,
    seconds: 18,
    goldSeconds: 0,
  },
  table,
  labels: [],
  queue: [],
  goldRate: 0,
})

const tasks = row('tasks_per_1000', { value: { value: 833.3, low: 481.7, high: 1185, count: 18 } })
const alpha = row('alpha', { of: 'topic', missing: 'too_few_shared' })
const right = row('label_accuracy', { value: { value: 0.91, low: 0.744, high: 0.99, count: 30 }, share: 1 })
const project = { itemWord: 'mails', schema: { questions: [{ name: 'topic', title: 'Spam | ham?' }] } } as unknown as Project

describe('the table of a project', () => {
  it('is told in a sentence with what is measured, and what is not', () => {
    expect(plain(lead(report(tasks), 'mails') ?? '')).toBe(
      'A thousand mails take 833 tasks of people [482–1,185]. How many labels are right is not measured.',
    )
    expect(plain(lead(report(tasks, right), 'mails') ?? '')).toContain('Their labels are 91\u202f% right [74–99\u202f%].')
    expect(lead(report(right), 'mails')).toBeNull()
  })

  it('is a Markdown table, whatever stands in the titles', () => {
    const lines = asMarkdown(report(tasks, alpha), project).trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[2]).toBe('| Tasks of people | 833 [482–1,185] | 18 | 12 answers that counted, 3 decisions of reviewers. |')
    expect(lines[3]).toContain('Agreement on “Spam \\| ham?”, α | not measured')
  })

  it('is CSV with plain numbers', () => {
    expect(asCsv(report(tasks, alpha, right))).toBe(
      'figure,of,value,low,high,count,share,missing\r\n' +
        'tasks_per_1000,,833.3,481.7,1185,18,,\r\n' +
        'alpha,topic,,,,,,too_few_shared\r\n' +
        'label_accuracy,,0.91,0.744,0.99,30,1,\r\n',
    )
  })

  it('tells of labels that all came about in one way once', () => {
    const people = row('label_accuracy', { of: 'people', value: right.value, share: 1 })
    expect(told(report(right, people))).toEqual([right])
    expect(told(report(right, { ...people, share: 0.7 }))).toHaveLength(2)
  })

  it('says that choosing saved only where the whole interval says so, and that it cost only where as many random labels teach more', () => {
    const of = (low: number, high: number | null, ahead: number | null) =>
      verdict({
        labels: 100,
        randomLow: low,
        randomHigh: high,
        lead: ahead === null ? null : { value: ahead, low: ahead - 0.05, high: ahead + 0.05, count: 60 },
      } as LabelSaving)
    expect(of(101, null, null)).toBe('more')
    expect(of(90, 300, 0.1)).toBe('unclear')
    expect(of(20, 60, 0)).toBe('either')
    expect(of(20, 60, -0.1)).toBe('less')
  })
})
