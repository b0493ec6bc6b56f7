// What the stand-in answers. One function a resource; state is a handful of arrays.
import type * as T from '../src/api/types'
import { chat, entities, everyone, guide, harbour, intent, mail, notice, photo, preference, several } from './data.ts'
import { cellTasks, confusion, measure, worst, type Answered as TaskAnswers } from './quality.ts'

type Annotation = Omit<T.Annotation, 'person'> & { by: number; taskId: number }
interface Task {
  id: number
  projectId: number
  data: Record<string, unknown>
  status: T.TaskStatus
  overlap: number
  final: T.FinalLabel | null
  isGold: boolean
  leases: Map<number, number>
  draft: Map<number, T.Answers>
}
type Project = T.Project & { guidelines: T.Guidelines[] }
type Input = Record<string, any>
export interface Answered {
  body?: unknown
  text?: string
  signIn?: number | null
}
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors: T.Violation[] = [],
  ) {
    super(message)
  }
}

let people: T.Person[]
let projects: Project[]
let tasks: Task[]
let said: Annotation[]
let jobs: T.ImportJob[]
let uploads: Map<string, { upload: T.Upload; rows: Record<string, unknown>[] }>
let invitations: (T.Invitation & { projectId: number; token: string })[]
let tokens: T.ApiToken[]
let measurements: Map<number, { report: T.Quality; state: string; since: number | null }>
let members: { projectId: number; personId: number; role: T.Role }[]
let aggregations: Map<number, T.AggregationRun>
let ids = 1000
const nextId = () => ++ids
const now = () => new Date().toISOString()
const HOUR = 3_600_000

/** The stand-in decides nothing anew; it says what a run says. */
const decidedAnew = (tasks: number): T.AggregationRun => ({
  id: nextId(),
  state: 'completed',
  stage: 'deciding',
  done: tasks,
  total: tasks,
  changed: 0,
  error: null,
  dueAt: now(),
  finishedAt: now(),
})

export function reset() {
  aggregations = new Map()
  people = everyone.map(p => ({ ...p }))
  const base = {
    role: 'owner' as const,
    overlap: 2,
    leaseSeconds: 600,
    skipPolicy: 'others' as const,
    goldRate: 0,
    withheldShare: 0,
    aggregator: 'unanimity' as const,
    confidenceThreshold: 0.8,
    mediaHosts: [],
    createdAt: now(),
    archived: false,
    isDemo: false,
  }
  projects = [
    {
      ...base,
      id: 1,
      name: 'Support mail · intent',
      schema: intent,
      itemWord: 'mails',
      guidelineVersion: 7,
      isDemo: true,
      guidelines: [{ version: 7, text: guide, author: 'Ada', createdAt: now() }],
    },
    { ...base, id: 2, name: 'Support mail · topics', schema: several, itemWord: 'mails', guidelineVersion: 0, guidelines: [] },
    { ...base, id: 3, name: 'Review sentences', schema: several, itemWord: 'sentences', guidelineVersion: 0, guidelines: [] },
    { ...base, id: 4, name: 'Harbour cameras', schema: harbour, itemWord: 'photos', guidelineVersion: 0, guidelines: [] },
    {
      ...base,
      id: 5,
      name: 'Port notices · entities',
      schema: entities,
      itemWord: 'notices',
      guidelineVersion: 0,
      guidelines: [],
    },
    { ...base, id: 6, name: 'Answers compared', schema: preference, itemWord: 'answers', guidelineVersion: 0, guidelines: [] },
  ]
  members = projects.flatMap(p =>
    people.map(person => ({
      projectId: p.id,
      personId: person.id,
      role: person.id === 1 ? ('owner' as const) : ('annotator' as const),
    })),
  )
  tasks = []
  said = []
  jobs = []
  uploads = new Map()
  invitations = []
  tokens = []
  measurements = new Map()
  for (const projectId of [1, 2]) for (let i = 0; i < 240; i++) addTask(projectId, mail(i))
  for (let i = 0; i < 12; i++) addTask(4, { photo: photo(i) })
  for (let i = 0; i < 12; i++) addTask(5, notice(i))
  addTask(5, { text: 'A vessel left Esbjerg. '.repeat(2200) })
  for (let i = 0; i < 12; i++) addTask(6, chat(i))
  jobs.push(job(1, 'mail-2026-10.jsonl', 240))
  answerAll()
}

/** Nearly two months of answers: to the intents by four people of whom some never met on a task, to the topics by two. */
function answerAll() {
  const right = ['billing', 'delivery', 'damaged', 'change', 'account', 'product', 'refund']
  const at = (i: number) => new Date(Date.now() - (110 - i) * 11 * HOUR).toISOString()
  for (let i = 0; i < 110; i++) {
    const task = tasks[i]!
    const truth = right[i % 7]!
    const voters = i % 6 === 5 ? [5, 2] : [2 + (i % 3), 2 + ((i + 1) % 3)]
    for (const [k, by] of voters.entries()) {
      const wrong = by === 5 ? i % 4 === 1 : (i * 7 + by * 13 + k) % 11 === 0
      const label = wrong ? (truth === 'billing' || truth === 'product' ? 'refund' : i % 2 ? 'billing' : 'none') : truth
      say(task, by, { intent: label }, at(i), 6_000 + ((i * 977) % 14_000))
    }
    if (task.status === 'disputed' && i % 3 > 0) decideBy(task, { intent: truth }, people[0]!, null)
  }
  const topics = ['order', 'money', 'shipping', 'website']
  for (let i = 0; i < 48; i++) {
    const task = tasks[240 + i]!
    for (const [k, by] of [2, 3].entries()) {
      const off = (i * 5 + k * 3) % 7 === 0
      const path = i % 3 === 0 ? ['light', 'lamp'] : off ? ['furniture'] : ['furniture', 'table']
      const answers: T.Answers = {
        topics: off ? [topics[(i + 1) % 4]!, topics[i % 4]!] : [topics[i % 4]!],
        product: [path],
        satisfied: Math.min(5, 1 + (i % 5) + (k === 1 && i % 2 === 0 ? 1 : 0)),
      }
      say(task, by, answers, at(62 + i), 9_000)
    }
  }
}

function decideBy(task: Task, answers: T.Answers, by: T.Person, comment: string | null) {
  task.status = 'completed'
  task.final = {
    answers,
    how: 'review',
    confidence: null,
    decidedAt: now(),
    decidedBy: by,
    comment,
    guidelineVersion: 7,
    from: counted(task).map(a => a.id),
  }
}

function addTask(projectId: number, data: Record<string, unknown>) {
  const overlap = projects.find(p => p.id === projectId)?.overlap ?? 2
  tasks.push({
    id: nextId(),
    projectId,
    data,
    status: 'pending',
    overlap,
    final: null,
    isGold: false,
    leases: new Map(),
    draft: new Map(),
  })
}

const job = (projectId: number, fileName: string, rows: number): T.ImportJob => ({
  id: nextId(),
  projectId,
  fileName,
  format: 'jsonl',
  answers: false,
  state: 'completed',
  bytesRead: rows * 420,
  bytesTotal: rows * 420,
  rowsRead: rows + 2,
  imported: rows,
  duplicates: 12,
  rejected: 2,
  rejectedSample: [
    { line: 88, column: 'body', position: 14, reason: 'invalid UTF-8: byte 0xE9 starts nothing', excerpt: '{"subject":"Caf' },
    { line: 190, column: null, position: 61, reason: 'broken JSON: expected a comma', excerpt: '{"subject":"Lamp" "body":' },
  ],
  error: null,
  createdAt: now(),
  startedAt: now(),
  finishedAt: now(),
  createdBy: 'Ada',
  rowsPerSecond: 48_000,
})

function say(
  task: Task,
  by: number,
  answers: T.Answers | null,
  at: string,
  leadTimeMs: number,
  submissionId = `s${nextId()}`,
  skipped: string | null = null,
) {
  const ordinal = said.filter(a => a.taskId === task.id).length + 1
  said.push({
    id: nextId(),
    submissionId,
    by,
    taskId: task.id,
    ordinal,
    answers,
    skipped,
    at,
    leadTimeMs,
    guidelineVersion: 7,
    state: 'counted',
  })
  task.leases.delete(by)
  task.draft.delete(by)
  settle(task, at)
}

const counted = (task: Task) => said.filter(a => a.taskId === task.id && a.state === 'counted' && a.answers)

function settle(task: Task, at = now()) {
  const votes = counted(task)
  task.final = null
  if (votes.length < task.overlap) {
    task.status = votes.length > 0 ? 'in_progress' : 'pending'
    return
  }
  if (differing(task).length > 0) {
    task.status = 'disputed'
    return
  }
  task.status = 'completed'
  task.final = {
    answers: votes[0]!.answers!,
    how: votes.length === 1 ? 'single' : 'unanimous',
    confidence: 1,
    decidedAt: at,
    decidedBy: null,
    comment: null,
    guidelineVersion: 7,
    from: votes.map(v => v.id),
  }
}

const differing = (task: Task) =>
  projectOf(task.projectId)
    .schema.questions.map(q => q.name)
    .filter(name => new Set(counted(task).map(a => JSON.stringify(a.answers?.[name]))).size > 1)

function projectOf(id: number): Project {
  const project = projects.find(p => p.id === id)
  if (!project) throw new Refused(404, `There is no project ${id}.`)
  return project
}
const taskOf = (id: number): Task => {
  const task = tasks.find(t => t.id === id)
  if (!task) throw new Refused(404, `There is no task ${id}.`)
  return task
}
const seen = (project: Project, personId: number): T.Project => {
  const { guidelines, ...rest } = project
  const role = members.find(m => m.projectId === project.id && m.personId === personId)?.role
  if (!role) throw new Refused(404, 'There is no such project.')
  return { ...rest, role, guidelineVersion: guidelines[0]?.version ?? 0 }
}
const session = (id: number | null): T.Session => ({
  person: people.find(p => p.id === id) ?? null,
  setupNeeded: false,
  version: '0.1.0',
})
const excerpt = (task: Task) => String(task.data['subject'] ?? task.data['text'] ?? Object.values(task.data)[0] ?? '')
const words = (answers: T.Answers) => Object.values(answers).flat(2).join(', ')

const estimate = (k: number, n: number): T.Estimate | null => {
  if (n === 0) return null
  const p = k / n
  const half = 1.96 * Math.sqrt((p * (1 - p)) / n + 0.0005)
  return { value: p, low: Math.max(0, p - half), high: Math.min(1, p + half), count: n }
}

export function handle(
  method: string,
  path: string,
  query: URLSearchParams,
  body: Input,
  raw: string,
  who: number | null,
): Answered {
  const input = body
  const route = `${method} ${path}`
  if (route === 'GET /session') return { body: session(who) }
  if (route === 'POST /session') {
    const person = people.find(p => p.email === input['email'])
    if (!person) throw new Refused(401, 'unknown')
    return { body: session(person.id), signIn: person.id }
  }
  if (route === 'DELETE /session') return { signIn: null }
  if (path.startsWith('/invitations/')) return invitation(method, path.split('/')[2]!, input, who)
  if (who === null) throw new Refused(401, 'Sign in first.')
  const me = people.find(p => p.id === who)!
  if (route === 'PATCH /session') return { body: session(Object.assign(me, { name: input['name'] }).id) }
  if (route === 'PUT /session/password') return {}
  if (route === 'GET /tokens') return { body: tokens }
  if (route === 'POST /tokens') {
    const details: T.ApiToken = {
      id: nextId(),
      name: input['name'],
      scopes: input['scopes'],
      projectId: input['projectId'] ?? null,
      createdAt: now(),
      expiresAt: null,
      lastUsedAt: null,
      prefix: 'assay_4f2a',
    }
    tokens.unshift(details)
    return { body: { token: `assay_4f2a${crypto.randomUUID().replaceAll('-', '')}`, details } }
  }
  if (method === 'DELETE' && path.startsWith('/tokens/')) {
    tokens = tokens.filter(t => t.id !== Number(path.split('/')[2]))
    return {}
  }
  if (route === 'POST /schema/check') return { body: { errors: check(body as unknown as T.LabelSchema) } }
  if (route === 'GET /projects')
    return {
      body: projects
        .filter(p => members.some(m => m.projectId === p.id && m.personId === who))
        .map((p): T.ProjectSummary => {
          const own = tasks.filter(t => t.projectId === p.id)
          return {
            id: p.id,
            name: p.name,
            role: seen(p, who).role,
            total: own.length,
            decided: own.filter(t => t.final).length,
            disputed: own.filter(t => t.status === 'disputed').length,
            mine: said.filter(a => a.by === who && own.some(t => t.id === a.taskId)).length,
            archived: p.archived,
            isDemo: p.isDemo,
          }
        }),
    }
  if (route === 'POST /projects') {
    const guidelines = input['guidelines']
      ? [{ version: 1, text: input['guidelines'] as string, author: me.name, createdAt: now() }]
      : []
    const project: Project = {
      ...projects[0]!,
      id: nextId(),
      name: input['name'],
      schema: input['schema'],
      overlap: input['overlap'] ?? 2,
      itemWord: input['itemWord'] ?? 'items',
      mediaHosts: [],
      isDemo: false,
      guidelines,
    }
    projects.push(project)
    members.push({ projectId: project.id, personId: who, role: 'owner' })
    return { body: seen(project, who) }
  }
  const match = /^\/projects\/(\d+)(?:\/(.*))?$/.exec(path)
  if (!match) throw new Refused(404, `${route} is not here.`)
  const project = projectOf(Number(match[1]))
  seen(project, who)
  return inProject(method, match[2] ?? '', project, me, query, input, raw)
}

function invitation(method: string, token: string, input: Input, who: number | null): Answered {
  const found = invitations.find(i => i.token === token)
  if (!found) throw new Refused(404, 'The invitation has been withdrawn or was never made.')
  if (method === 'GET')
    return {
      body: {
        project: projectOf(found.projectId).name,
        role: found.role,
        invitedBy: found.createdBy,
        expiresAt: found.expiresAt,
      },
    }
  let id = who
  if (id === null) {
    id = nextId()
    people.push({ id, name: input['name'], email: input['email'], isAdmin: false, isSimulated: false })
  }
  members.push({ projectId: found.projectId, personId: id, role: found.role })
  return { body: { session: session(id), projectId: found.projectId }, signIn: id }
}

function check(schema: T.LabelSchema): T.Violation[] {
  const errors: T.Violation[] = []
  if (schema.fields.length === 0) errors.push({ path: 'fields', rule: 'required', message: 'A schema shows at least one field.' })
  schema.questions.forEach((q, i) => {
    if (!/^[\w-]{1,64}$/.test(q.name))
      errors.push({
        path: `questions[${i}].name`,
        rule: 'name',
        message: `“${q.name}” is not a name: use letters, digits, - and _.`,
      })
    if (q.kind === 'choice' && q.labels.length < 2)
      errors.push({ path: `questions[${i}].labels`, rule: 'too_few', message: 'A choice needs at least two labels.' })
  })
  return errors
}

function inProject(
  method: string,
  rest: string,
  project: Project,
  me: T.Person,
  query: URLSearchParams,
  input: Input,
  raw: string,
): Answered {
  const own = tasks.filter(t => t.projectId === project.id)
  const route = `${method} ${rest.replace(/\d+/g, '#')}`
  const number = Number(/\d+/.exec(rest)?.[0])
  switch (route) {
    case 'GET ':
      return { body: seen(project, me.id) }
    case 'PATCH ':
      if ((input['aggregator'] ?? project.aggregator) !== project.aggregator)
        aggregations.set(project.id, decidedAnew(own.length))
      Object.assign(project, input)
      return { body: seen(project, me.id) }
    case 'PUT schema':
      project.schema = input as unknown as T.LabelSchema
      return { body: seen(project, me.id) }
    case 'GET guidelines':
      return { body: project.guidelines[0] ?? { version: 0, text: '', author: '', createdAt: now() } }
    case 'GET guidelines/versions':
      return { body: project.guidelines }
    case 'PUT guidelines':
      project.guidelines.unshift({
        version: (project.guidelines[0]?.version ?? 0) + 1,
        text: input['text'],
        author: me.name,
        createdAt: now(),
      })
      return { body: project.guidelines[0] }
    case 'GET overview':
      return { body: overview(project, own) }
    case 'GET members':
      return { body: memberList(project) }
    case 'PATCH members/#':
      members.find(m => m.projectId === project.id && m.personId === number)!.role = input['role']
      return { body: memberList(project).find(m => m.person.id === number) }
    case 'DELETE members/#':
      members = members.filter(m => m.projectId !== project.id || m.personId !== number)
      return {}
    case 'GET invitations':
      return { body: invitations.filter(i => i.projectId === project.id) }
    case 'POST invitations': {
      const details = {
        id: nextId(),
        role: input['role'] as T.Role,
        createdBy: me.name,
        createdAt: now(),
        expiresAt: new Date(Date.now() + 14 * 24 * HOUR).toISOString(),
        uses: 0,
        maxUses: input['maxUses'] ?? null,
      }
      const token = crypto.randomUUID().replaceAll('-', '')
      invitations.unshift({ ...details, projectId: project.id, token })
      return { body: { link: `/join/${token}`, details } }
    }
    case 'DELETE invitations/#':
      invitations = invitations.filter(i => i.id !== number)
      return {}
    case 'POST uploads':
      return { body: takeUpload(query.get('fileName') ?? 'file.csv', raw) }
    case 'GET media':
      return { body: { media: [], next: null, total: 0, bytes: 0 } }
    case 'GET aggregation':
    case 'POST aggregation':
    case 'POST aggregation/cancel':
      return { body: { run: aggregations.get(project.id) ?? null } }
    case 'GET imports':
      return { body: jobs.filter(j => j.projectId === project.id) }
    case 'POST imports': {
      const { upload, rows } = uploads.get(input['uploadId'])!
      for (const row of rows)
        addTask(
          project.id,
          Object.fromEntries(
            Object.entries(input['mapping'] as Record<string, string>).map(([field, column]) => [field, row[column]]),
          ),
        )
      const done = {
        ...job(project.id, upload.fileName, rows.length),
        format: upload.format,
        rejected: 0,
        rejectedSample: [],
        duplicates: 0,
      }
      jobs.unshift(done)
      return { body: done }
    }
    case 'GET imports/#':
      return { body: jobs.find(j => j.id === number) }
    case 'POST imports/#/undo':
      jobs.find(j => j.id === number)!.state = 'undone'
      return { body: jobs.find(j => j.id === number) }
    case 'GET imports/#/rejected':
      return { text: 'line,column,position,reason,excerpt\n' }
    case 'POST claims':
      return { body: claim(own, me, Number(input['count'] ?? 3)) }
    case 'POST leases/extend':
      return {
        body: {
          held: (input['taskIds'] as number[]).filter(id => taskOf(id).leases.has(me.id)),
          lost: (input['taskIds'] as number[]).filter(id => !taskOf(id).leases.has(me.id)),
        },
      }
    case 'POST leases/release':
      for (const id of input['taskIds'] as number[]) taskOf(id).leases.delete(me.id)
      return {}
    case 'PUT tasks/#/draft':
      taskOf(number).draft.set(me.id, input['answers'])
      return {}
    case 'POST submissions':
    case 'POST skips':
      return { body: submit(project, me, input) }
    case 'POST undo': {
      const undone = said.find(a => a.submissionId === input['submissionId'])
      if (!undone) throw new Refused(404, 'This answer is not known.')
      undone.state = 'undone'
      const task = taskOf(undone.taskId)
      task.leases.set(me.id, Date.now())
      settle(task)
      return { body: claimed(task, { ...undone.answers }, 'undone') }
    }
    case 'GET mine':
      return {
        body: said
          .filter(a => a.by === me.id && a.state === 'counted' && own.some(t => t.id === a.taskId))
          .reverse()
          .slice(0, 20)
          .map((a): T.MyAnswer => ({
            submissionId: a.submissionId,
            taskId: a.taskId,
            at: a.at,
            answers: a.answers,
            skipped: a.skipped,
            excerpt: excerpt(taskOf(a.taskId)),
            undoable: true,
          })),
      }
    case 'GET quality':
      return { body: quality(project, own) }
    case 'GET quality/confusion': {
      const question = choiceOf(project, query)
      return { body: confusion(question, answered(own, question.name), ...sides(query)) }
    }
    case 'GET quality/confusion/tasks':
      return { body: cellTasks(answered(own, choiceOf(project, query).name), query, ...sides(query)) }
    case 'GET quality/worst': {
      const question = choiceOf(project, query)
      return { body: worst(question, answered(own, question.name), query) }
    }
    case 'GET disputes': {
      const open = own.filter(t => t.status === 'disputed')
      return { body: { disputes: open.map(dispute), total: open.length } }
    }
    case 'POST disputes/claim':
      return { body: { taskId: input['taskId'] } }
    case 'GET tasks':
      return { body: page(own, query) }
    case 'GET tasks/#':
      return { body: story(taskOf(number), query.get('blind') === 'true') }
    case 'POST tasks/#/decision': {
      const task = taskOf(number)
      decideBy(task, input['answers'], me, input['comment'] ?? null)
      return { body: story(task, false) }
    }
    case 'POST tasks/#/decision/undo':
      settle(taskOf(number))
      return { body: story(taskOf(number), false) }
    case 'POST tasks/#/ask-one-more':
      taskOf(number).overlap++
      settle(taskOf(number))
      return { body: story(taskOf(number), true) }
    case 'POST tasks/#/archive':
      taskOf(number).status = 'archived'
      return { body: story(taskOf(number), false) }
    case 'POST tasks/#/requeue':
      taskOf(number).status = 'pending'
      return { body: story(taskOf(number), false) }
    case 'PUT tasks/#/gold':
      taskOf(number).isGold = true
      return { body: story(taskOf(number), false) }
    case 'DELETE tasks/#/gold':
      taskOf(number).isGold = false
      return { body: story(taskOf(number), false) }
    case 'GET export/summary':
      return {
        body: {
          decided: own.filter(t => t.final).length,
          total: own.length,
          bytesEstimate: own.length * 812,
          schemaQuestions: project.schema.questions.map(q => q.name),
        } satisfies T.ExportSummary,
      }
    case 'GET export':
      return {
        text: own
          .filter(t => t.final)
          .map(t => JSON.stringify({ id: t.id, ...t.data, ...t.final?.answers }))
          .join('\n'),
      }
    default:
      throw new Refused(404, `${route} is not here.`)
  }
}

const claimed = (task: Task, draft: T.Answers | null, reason: T.ClaimedTask['reason']): T.ClaimedTask => ({
  id: task.id,
  data: task.data,
  source: { file: 'mail-2026-10.jsonl', row: task.id - 1000 },
  reason,
  leaseExpiresAt: new Date(Date.now() + HOUR).toISOString(),
  draft,
  guidelineVersion: 7,
})

function claim(own: Task[], me: T.Person, count: number): T.Claim {
  const mine = said.filter(a => a.by === me.id && a.state === 'counted' && own.some(t => t.id === a.taskId))
  const held = own.filter(t => t.leases.has(me.id))
  const free = own.filter(
    t =>
      (t.status === 'pending' || t.status === 'in_progress') &&
      !t.leases.has(me.id) &&
      !mine.some(a => a.taskId === t.id) &&
      counted(t).length + t.leases.size < t.overlap,
  )
  const got = [...held, ...free].slice(0, count)
  const given = got.map(t =>
    claimed(t, t.draft.get(me.id) ?? null, held.includes(t) ? 'resumed' : counted(t).length > 0 ? 'another_answer' : 'next'),
  )
  for (const task of got) task.leases.set(me.id, Date.now())
  return {
    tasks: given,
    empty:
      got.length > 0
        ? null
        : { reason: own.length === 0 ? 'no_data' : own.every(t => t.final) ? 'all_done' : 'nothing_left_for_you', held: 0 },
    progress: {
      mineToday: mine.filter(a => a.at.slice(0, 10) === now().slice(0, 10)).length,
      mine: mine.length,
      decided: own.filter(t => t.final).length,
      total: own.length,
    },
  }
}

function submit(project: Project, me: T.Person, input: Input): T.Submission {
  const task = taskOf(input['taskId'])
  const again = said.find(a => a.submissionId === input['submissionId'])
  if (!again) {
    const answers = (input['answers'] as T.Answers | undefined) ?? null
    if (answers && words(answers).includes('refuse-me'))
      throw new Refused(400, 'The answers do not fit the schema.', [
        {
          path: `answers.${project.schema.questions.at(-1)!.name}`,
          rule: 'pattern',
          message: 'The note must not say refuse-me.',
        },
      ])
    say(task, me.id, answers, now(), input['leadTimeMs'], input['submissionId'], input['reason'] ?? null)
  }
  return { submissionId: input['submissionId'], taskId: task.id, outcome: again ? 'repeated' : 'accepted', status: task.status }
}

function takeUpload(fileName: string, raw: string): T.Upload {
  const format: T.FormatName = fileName.endsWith('.jsonl')
    ? 'jsonl'
    : fileName.endsWith('.tsv')
      ? 'tsv'
      : fileName.endsWith('.txt')
        ? 'text'
        : 'csv'
  const lines = raw.split('\n').filter(Boolean)
  const split = (line: string) => line.split(format === 'tsv' ? '\t' : ',')
  const rows: Record<string, unknown>[] =
    format === 'jsonl'
      ? lines.map(l => JSON.parse(l) as Record<string, unknown>)
      : format === 'text'
        ? lines.map(text => ({ text }))
        : lines.slice(1).map(l => Object.fromEntries(split(lines[0]!).map((c, i) => [c, split(l)[i] ?? ''])))
  const names = Object.keys(rows[0] ?? {})
  const upload: T.Upload = {
    uploadId: `u${nextId()}`,
    fileName,
    bytes: raw.length,
    format,
    formats: ['jsonl', 'csv', 'tsv', 'text'],
    compressed: false,
    rows: rows.slice(0, 20),
    warnings: [],
    files: null,
    columns: names.map(name => ({
      name,
      kind: typeof rows[0]?.[name] === 'number' ? 'number' : 'text',
      samples: rows.slice(0, 3).map(r => String(r[name])),
    })),
    suggested: Object.fromEntries(['subject', 'body', 'text'].filter(f => names.includes(f)).map(f => [f, f])),
  }
  uploads.set(upload.uploadId, { upload, rows })
  return upload
}

function memberList(project: Project): T.Member[] {
  return members
    .filter(m => m.projectId === project.id)
    .map(m => {
      const theirs = said.filter(a => a.by === m.personId && taskOf(a.taskId).projectId === project.id)
      const times = theirs.map(a => a.leadTimeMs / 1000).sort((x, y) => x - y)
      return {
        person: people.find(p => p.id === m.personId)!,
        role: m.role,
        joinedAt: now(),
        answers: theirs.filter(a => a.answers).length,
        skipped: theirs.filter(a => a.skipped).length,
        medianSeconds: times[times.length >> 1] ?? null,
        lastAnswerAt: theirs.at(-1)?.at ?? null,
        gold: { right: 0, total: 0 },
      }
    })
}

function overview(project: Project, own: Task[]): T.Overview {
  const count = (s: T.TaskStatus) => own.filter(t => t.status === s).length
  const answers = said.filter(a => own.some(t => t.id === a.taskId) && a.answers)
  const decided = own.filter(t => t.final).length
  const disputed = own.filter(t => t.status === 'disputed')
  const day = (i: number) => new Date(Date.now() - (29 - i) * 24 * HOUR).toISOString().slice(0, 10)
  const both = own.filter(t => counted(t).length > 1)
  const needs: T.Need[] = []
  if (disputed.length > 0) needs.push({ kind: 'disputes', count: disputed.length, since: counted(disputed[0]!)[0]!.at })
  if (own.length === 0) needs.push({ kind: 'no_data', count: 0, since: null })
  if (jobs.some(j => j.projectId === project.id && j.rejected > 0))
    needs.push({ kind: 'import_rejected', count: 2, since: now() })
  if (project.guidelines.length === 0) needs.push({ kind: 'no_guidelines', count: 0, since: null })
  const times = answers.map(a => a.leadTimeMs / 1000).sort((x, y) => x - y)
  return {
    total: own.length,
    duplicates: own.length > 0 ? 12 : 0,
    decided,
    waiting: count('pending') + count('in_progress'),
    held: own.filter(t => t.leases.size > 0).length,
    holders: 1,
    byStatus: {
      pending: count('pending'),
      in_progress: count('in_progress'),
      disputed: disputed.length,
      completed: count('completed'),
      skipped: count('skipped'),
      archived: count('archived'),
    },
    answers: answers.length,
    answersToday: answers.filter(a => a.at.startsWith(day(29))).length,
    people: members.filter(m => m.projectId === project.id).length,
    perDay: Array.from({ length: 30 }, (_, i) => ({
      day: day(i),
      answers: answers.filter(a => a.at.startsWith(day(i))).length,
      decided: own.filter(t => t.final?.decidedAt.startsWith(day(i))).length,
    })),
    secondsPerTask:
      times.length < 5
        ? null
        : {
            median: times[times.length >> 1]!,
            low: times[Math.floor(times.length * 0.43)]!,
            high: times[Math.floor(times.length * 0.57)]!,
            count: times.length,
          },
    agreement: project.schema.questions.map(q => ({
      question: q.name,
      percent: estimate(both.filter(t => !differing(t).includes(q.name)).length, both.length),
    })),
    disputes: { count: disputed.length, oldest: disputed[0] ? counted(disputed[0])[0]!.at : null },
    needs,
    finish:
      decided > 5
        ? {
            at: new Date(Date.now() + 12 * 24 * HOUR).toISOString(),
            low: new Date(Date.now() + 9 * 24 * HOUR).toISOString(),
            high: new Date(Date.now() + 19 * 24 * HOUR).toISOString(),
          }
        : null,
    imports: { running: 0, rejectedRows: 2 },
    simulatedPeople: people.filter(p => p.isSimulated).length,
  }
}

/** What the quality page is about: the answers of one question, task by task. */
const answered = (own: Task[], question: string): TaskAnswers[] =>
  own.map(t => ({
    taskId: t.id,
    excerpt: excerpt(t),
    status: t.status,
    final: t.final?.answers[question],
    votes: counted(t).flatMap(v => {
      const answer = v.answers?.[question]
      return answer === undefined ? [] : [{ taskId: t.id, by: v.by, at: v.at, answer }]
    }),
  }))

function measured(project: Project, own: Task[]): T.Quality {
  const both = own.filter(t => counted(t).length > 1)
  const voters = people.filter(p => both.some(t => counted(t).some(a => a.by === p.id)))
  return {
    measuredAt: now(),
    isCurrent: true,
    answers: own.reduce((n, t) => n + counted(t).length, 0),
    itemsWithTwo: both.length,
    people: voters,
    questions: project.schema.questions.map(q => measure(q, answered(own, q.name), voters)),
  }
}

const COUNTING = 4_000

/** The last measurement at once; once answers have come since, a new one follows a little later. */
function quality(project: Project, own: Task[]): T.Quality {
  const state = JSON.stringify(own.map(t => [t.final, counted(t).map(a => a.id)]))
  const last = measurements.get(project.id)
  if (!last || (last.since !== null && Date.now() - last.since > COUNTING)) {
    const report = measured(project, own)
    measurements.set(project.id, { report, state, since: null })
    return report
  }
  if (last.state === state) return last.report
  last.since ??= Date.now()
  return { ...last.report, isCurrent: false }
}

function choiceOf(project: Project, query: URLSearchParams): T.Question {
  const question = project.schema.questions.find(q => q.name === query.get('question'))
  if (!question) throw new Refused(400, `The project asks no question “${query.get('question')}”.`)
  return question
}

function sides(query: URLSearchParams): [string, string] {
  const a = query.get('a') ?? 'final'
  const b = query.get('b') ?? (a === 'final' ? 'everybody' : 'final')
  const person = (side: string) => /^\d+$/.test(side)
  if (a === b || (person(a) !== person(b) && a !== 'final' && b !== 'final'))
    throw new Refused(400, `“${a}” and “${b}” cannot be compared: choose two people, or one side that is “final”.`)
  return [a, b]
}

function dispute(task: Task): T.Dispute {
  const name = differing(task)[0] ?? ''
  const tally = new Map<string, number>()
  for (const vote of counted(task)) {
    const label = [vote.answers?.[name]].flat(2).join(', ')
    tally.set(label, (tally.get(label) ?? 0) + 1)
  }
  return {
    taskId: task.id,
    excerpt: excerpt(task),
    since: counted(task).at(-1)!.at,
    votes: [...tally].map(([label, n]) => ({ label, count: n })),
    questions: differing(task),
    file: 'mail-2026-10.jsonl',
    row: task.id - 1000,
    heldBy: null,
  }
}

function page(own: Task[], query: URLSearchParams): T.TaskPage {
  const status = query.get('status')
  const search = query.get('search')?.toLowerCase()
  const after = Number(query.get('after') ?? 0)
  const limit = Number(query.get('limit') ?? 50)
  const found = own.filter(
    t => (!status || t.status === status) && (!search || JSON.stringify(t.data).toLowerCase().includes(search)),
  )
  const rest = found.filter(t => t.id > after)
  const shown = rest.slice(0, limit)
  return {
    tasks: shown.map((t): T.TaskRow => ({
      id: t.id,
      status: t.status,
      excerpt: excerpt(t),
      answers: counted(t).length,
      overlap: t.overlap,
      final: t.final?.answers ?? null,
      how: t.final?.how ?? null,
      priority: 0,
      isGold: t.isGold,
      file: 'mail-2026-10.jsonl',
      row: t.id - 1000,
    })),
    next: rest.length > limit ? shown.at(-1)!.id : null,
    total: search ? null : found.length,
  }
}

function story(task: Task, blind: boolean): T.TaskStory {
  const hide = blind && task.final === null
  return {
    id: task.id,
    status: task.status,
    data: task.data,
    source: { file: 'mail-2026-10.jsonl', row: task.id - 1000, batchId: 1 },
    priority: 0,
    overlap: task.overlap,
    isGold: task.isGold,
    duplicateOf: null,
    duplicates: 0,
    annotations: said
      .filter(a => a.taskId === task.id)
      .map(({ by, ...a }): T.Annotation => ({ ...a, person: hide ? null : people.find(p => p.id === by)! })),
    predictions: [],
    final: task.final,
    opinion: null,
    differing: task.final ? [] : differing(task),
    leases: [...task.leases].map(([id, at]) => ({
      person: people.find(p => p.id === id)!,
      expiresAt: new Date(at + HOUR).toISOString(),
    })),
    history: [
      { at: now(), who: 'Ada', what: 'imported', detail: 'mail-2026-10.jsonl' },
      ...said
        .filter(a => a.taskId === task.id)
        .map(a => ({
          at: a.at,
          who: hide ? '' : people.find(p => p.id === a.by)!.name,
          what: 'answered',
          detail: a.answers ? words(a.answers) : a.skipped,
        })),
      ...(task.final
        ? [{ at: task.final.decidedAt, who: task.final.decidedBy?.name ?? '', what: 'decided', detail: task.final.how }]
        : []),
    ],
  }
}

reset()
