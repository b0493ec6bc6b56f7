// Agreement as the server measures it, over the handful of answers of the stand-in.
import type * as T from '../src/api/types'

export interface Vote {
  taskId: number
  by: number
  at: string
  answer: T.Answer
}
/** What one task was answered, and what became of it. */
export interface Answered {
  taskId: number
  excerpt: string
  status: T.TaskStatus
  votes: Vote[]
  final: T.Answer | undefined
}
type Distance = (x: string, y: string) => number

const DAY = 86_400_000
const category = (answer: T.Answer): string =>
  Array.isArray(answer) ? answer.map(part => (Array.isArray(part) ? part.join(' / ') : part)).join(' | ') : String(answer)
const parts = (set: string) => set.split(' | ')

const shared = (all: Answered[]) => all.filter(task => task.votes.length > 1)
const said = (task: Answered) => task.votes.map(v => category(v.answer))
const count = (values: readonly string[]) => {
  const found = new Map<string, number>()
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1)
  return found
}
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0)
const mean = (values: readonly number[]) => (values.length === 0 ? NaN : sum(values) / values.length)

const level = (question: T.Question) =>
  question.kind === 'rating' ? 'ordinal' : question.kind === 'choice' && question.mode !== 'single' ? 'set' : 'nominal'

export function labelsOf(question: T.Question): string[] {
  const below = (labels: T.Label[], path: string[]): string[] =>
    labels.flatMap(l => [[...path, l.name].join(' / '), ...below(l.children ?? [], [...path, l.name])])
  if (question.kind === 'choice') return below(question.labels, [])
  if (question.kind === 'rating')
    return Array.from({ length: question.max - question.min + 1 }, (_, i) => String(question.min + i))
  return []
}

const same: Distance = (x, y) => (x === y ? 0 : 1)
const masi: Distance = (x, y) => {
  const [a, b] = [parts(x), parts(y)]
  const both = a.filter(p => b.includes(p)).length
  const all = new Set([...a, ...b]).size
  const nested =
    both === a.length && both === b.length ? 1 : both === a.length || both === b.length ? 2 / 3 : both > 0 ? 1 / 3 : 0
  return 1 - (both / all) * nested
}

function distance(question: T.Question, tasks: Answered[]): Distance {
  if (level(question) === 'set') return masi
  if (level(question) === 'nominal') return same
  const given = count(tasks.flatMap(said))
  return (x, y) => {
    const [low, high] = [Number(x), Number(y)].sort((a, b) => a - b) as [number, number]
    const between = sum([...given].filter(([v]) => Number(v) >= low && Number(v) <= high).map(([, n]) => n))
    return low === high ? 0 : (between - ((given.get(x) ?? 0) + (given.get(y) ?? 0)) / 2) ** 2
  }
}

/** The mean distance of two answers to one task. */
const within = (values: readonly string[], far: Distance) =>
  mean(values.flatMap((x, i) => values.filter((_, j) => j !== i).map(y => far(x, y))))

/** The mean distance of any two answers. */
function byChance(tasks: Answered[], far: Distance): number {
  const given = [...count(tasks.flatMap(said))]
  const n = sum(given.map(([, k]) => k))
  return sum(given.flatMap(([x, k]) => given.map(([y, m]) => k * m * far(x, y)))) / (n * (n - 1))
}

const alpha = (question: T.Question) => (tasks: Answered[]) => {
  const far = distance(question, tasks)
  const n = sum(tasks.map(t => t.votes.length))
  return 1 - sum(tasks.map(t => (within(said(t), far) * t.votes.length) / n)) / byChance(tasks, far)
}
const percent = (tasks: Answered[]) => mean(tasks.map(t => 1 - within(said(t), same)))
const corrected = (chance: (shares: number[]) => number) => (tasks: Answered[]) => {
  const given = count(tasks.flatMap(said))
  const n = sum(given.values())
  const expected = chance([...given.values()].map(k => k / n))
  return (percent(tasks) - expected) / (1 - expected)
}
const specific = (label: string) => (tasks: Answered[]) => {
  const holders = tasks.map(t => ({ n: t.votes.length, k: said(t).filter(s => parts(s).includes(label)).length }))
  return sum(holders.map(({ n, k }) => (k * (k - 1)) / (n - 1))) / sum(holders.map(h => h.k))
}

/** A value with its interval by resampling tasks, under a fixed seed. */
function estimate(tasks: Answered[], measure: (tasks: Answered[]) => number): T.Estimate | null {
  const value = tasks.length === 0 ? NaN : measure(tasks)
  if (Number.isNaN(value)) return null
  let state = 7
  const draw = () => (state = (state * 48271) % 2147483647) / 2147483647
  const again = Array.from({ length: 200 }, () => measure(tasks.map(() => tasks[Math.floor(draw() * tasks.length)]!)))
    .filter(v => !Number.isNaN(v))
    .sort((x, y) => x - y)
  return {
    value,
    low: again[Math.floor(again.length * 0.025)]!,
    high: again[Math.ceil(again.length * 0.975) - 1]!,
    count: tasks.length,
  }
}

const NOTHING_SHARED = 'No task has two answers to it yet.'
const ONE_LABEL = 'Everybody gave the same label throughout, so chance would agree as well.'

function coefficients(question: T.Question, tasks: Answered[]): T.CoefficientFigure[] {
  const voters = new Set(tasks.flatMap(t => t.votes.map(v => v.by))).size
  const figure = (name: string, title: string, measure: (tasks: Answered[]) => number): T.CoefficientFigure => {
    const value = estimate(tasks, measure)
    return { name, title, value, undefined: value ? null : tasks.length === 0 ? NOTHING_SHARED : ONE_LABEL }
  }
  const forTwo = (name: string, title: string): T.CoefficientFigure => ({
    name,
    title,
    value: null,
    undefined: `It is for two people, and ${voters} have answered. Each two are compared under “Who agrees with whom”.`,
  })
  const first = [figure('percent_agreement', 'Percent agreement', percent)]
  if (question.kind === 'text') return first
  first.push(figure('krippendorff_alpha', "Krippendorff's α", alpha(question)))
  if (level(question) === 'set') return first
  const q = labelsOf(question).length
  return [
    ...first,
    forTwo('cohen_kappa', "Cohen's κ"),
    forTwo('scott_pi', "Scott's π"),
    figure(
      'fleiss_kappa',
      "Fleiss' κ",
      corrected(p => sum(p.map(x => x * x))),
    ),
    figure(
      'brennan_prediger',
      'Brennan-Prediger κ',
      corrected(() => 1 / q),
    ),
    figure(
      'gwet_ac1',
      "Gwet's AC1",
      corrected(p => sum(p.map(x => x * (1 - x))) / (q - 1)),
    ),
  ]
}

function pairs(tasks: Answered[], people: T.Person[], open: boolean): T.PairAgreement[] {
  return people.flatMap((a, i) =>
    people.slice(i + 1).flatMap((b): T.PairAgreement[] => {
      const both = tasks.flatMap(t => {
        const votes = [a, b].map(p => t.votes.find(v => v.by === p.id)).filter(v => v !== undefined)
        return votes.length === 2 ? [{ ...t, votes }] : []
      })
      if (both.length === 0) return []
      const kappa = (some: Answered[]) => {
        const [x, y] = [0, 1].map(side => count(some.map(t => category(t.votes[side]!.answer)))) as [
          Map<string, number>,
          Map<string, number>,
        ]
        const chance = sum([...x].map(([label, n]) => (n * (y.get(label) ?? 0)) / some.length ** 2))
        return (percent(some) - chance) / (1 - chance)
      }
      const value = open ? null : estimate(both, kappa)
      const why = open
        ? 'Free answers have no categories, so there is no agreement by chance to take out.'
        : value
          ? null
          : ONE_LABEL
      return [{ a: a.id, b: b.id, tasks: both.length, percent: estimate(both, percent), kappa: value, undefined: why }]
    }),
  )
}

function overTime(question: T.Question, tasks: Answered[]): T.TimeLine | null {
  if (tasks.length === 0) return null
  const days = (t: Answered) => Math.floor(Math.max(...t.votes.map(v => Date.parse(v.at))) / DAY)
  const all = tasks.map(days)
  const week = Math.max(...all) - Math.min(...all) >= 14
  // Day 4 was a Monday.
  const period = (day: number) => (week ? day - ((day + 3) % 7) : day)
  const step = week ? 7 : 1
  const first = period(Math.min(...all))
  return {
    period: week ? 'week' : 'day',
    periods: Array.from({ length: (period(Math.max(...all)) - first) / step + 1 }, (_, i): T.PeriodFigure => {
      const own = tasks.filter(t => period(days(t)) === first + i * step)
      const [p, a] = [estimate(own, percent), question.kind === 'text' ? null : estimate(own, alpha(question))]
      return {
        from: new Date((first + i * step) * DAY).toISOString().slice(0, 10),
        tasks: own.length,
        answers: sum(own.map(t => t.votes.length)),
        percent: p,
        percentUndefined: p ? null : NOTHING_SHARED,
        alpha: a,
        alphaUndefined: a ? null : own.length === 0 ? NOTHING_SHARED : ONE_LABEL,
      }
    }),
  }
}

export function measure(question: T.Question, all: Answered[], people: T.Person[]): T.QuestionQuality {
  const tasks = shared(all)
  const labels = labelsOf(question)
  const open = labels.length === 0
  const agreed = estimate(tasks, percent)
  const matrix = open || level(question) === 'set' ? null : confusion(question, all, 'final', 'everybody')
  return {
    question: question.name,
    title: question.title,
    kind: question.kind,
    level: level(question),
    isOpen: open,
    percent: agreed,
    undefined: agreed ? null : NOTHING_SHARED,
    coefficients: coefficients(question, tasks),
    labels: labels.map((label): T.LabelFigure => {
      const value = estimate(tasks, specific(label))
      const given = sum(all.map(t => said(t).filter(s => parts(s).includes(label)).length))
      return { label, given, specific: value, undefined: value ? null : 'Nobody gave it to a task that two people answered.' }
    }),
    pairs: pairs(tasks, people, open),
    pairsLeftOut: 0,
    confusion: matrix && matrix.tasks > 0 ? { labels: matrix.labels, counts: matrix.counts } : null,
    overTime: overTime(question, tasks),
  }
}

interface Cell {
  a: string
  b: string
  by: number[]
}

/** What one side said beside what the other did, of one task. */
function cells(task: Answered, a: string, b: string): Cell[] {
  const of = (side: string) =>
    side === 'final'
      ? task.final === undefined
        ? []
        : [{ said: category(task.final), by: [] as number[] }]
      : task.votes.filter(v => side === 'everybody' || String(v.by) === side).map(v => ({ said: category(v.answer), by: [v.by] }))
  return of(a).flatMap(x => of(b).map(y => ({ a: x.said, b: y.said, by: [...x.by, ...y.by] })))
}

export function confusion(question: T.Question, all: Answered[], a: string, b: string): T.ConfusionOfTwo {
  const labels = labelsOf(question)
  const counts = labels.map(() => labels.map(() => 0))
  let tasks = 0
  for (const task of all) {
    const found = cells(task, a, b)
    if (found.length > 0) tasks++
    for (const cell of found) counts[labels.indexOf(cell.a)]![labels.indexOf(cell.b)]!++
  }
  return { question: question.name, a, b, labels, counts, tasks }
}

export function cellTasks(all: Answered[], query: URLSearchParams, a: string, b: string) {
  const [row, column] = [query.get('row'), query.get('column')]
  const found = all.flatMap((task): T.CellTask[] => {
    const own = cells(task, a, b).filter(cell => cell.a === row && cell.b === column)
    const { taskId, excerpt, status } = task
    const people = [...new Set(own.flatMap(cell => cell.by))]
    return own.length === 0 ? [] : [{ taskId, excerpt, status, a: own[0]!.a, b: own[0]!.b, count: own.length, people }]
  })
  const limit = Number(query.get('limit') ?? 50)
  const rest = found.filter(t => t.taskId > Number(query.get('after') ?? 0))
  const shown = rest.slice(0, limit)
  return { tasks: shown, next: rest.length > limit ? shown.at(-1)!.taskId : null, total: found.length }
}

export function worst(question: T.Question, all: Answered[], query: URLSearchParams) {
  const tasks = shared(all)
  const far = distance(question, tasks)
  const chance = byChance(tasks, far)
  const found = tasks
    .map((task): T.WorstTask => ({
      taskId: task.taskId,
      excerpt: task.excerpt,
      status: task.status,
      answers: task.votes.length,
      againstChance: within(said(task), far) / chance,
      votes: [...count(said(task))].map(([label, n]) => ({ label, count: n })).sort((x, y) => y.count - x.count),
    }))
    .filter(t => t.againstChance > 0)
    .sort((x, y) => y.againstChance - x.againstChance || x.taskId - y.taskId)
  const [after, limit] = [Number(query.get('after') ?? 0), Number(query.get('limit') ?? 50)]
  return { tasks: found.slice(after, after + limit), next: found.length > after + limit ? after + limit : null }
}
