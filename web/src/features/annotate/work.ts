// What is on the table: tasks claimed, answers so far, what the page is looking at. Pure; the first task is the one on screen.
import type { Answers, Claim, ClaimedTask } from '../../api/types'
import type { Settled } from '../../questions/suggestions'
import type { Begun } from './drafts'

export interface Work {
  readonly tasks: readonly ClaimedTask[]
  readonly answers: Readonly<Record<number, Answers>>
  /** Of each task, the parts of its suggestion that were accepted or rejected. */
  readonly settled: Readonly<Record<number, Settled>>
  /** Of the question at hand, the part of its suggestion that is looked at. */
  readonly pointed: number | null
  /** How each question's editor is looked at; forgotten with the task. */
  readonly views: Readonly<Record<string, unknown>>
  /** The question the keys belong to. */
  readonly active: number
  /** The person has moved to the question by key. */
  readonly moved: boolean
  readonly empty: Claim['empty']
  readonly progress: Claim['progress'] | null
  /** Tasks whose lease has ended. */
  readonly lost: readonly number[]
  /** The earlier answer being looked at, by submission. */
  readonly looking: string | null
  /** Why the current task cannot be submitted yet. */
  readonly objection: { readonly index: number; readonly message: string } | null
  /** The changes of the current task's answers that can be taken back, oldest first, and those that were, latest first. */
  readonly past: readonly Change[]
  readonly future: readonly Change[]
  /** Tasks that are here to mend a refused answer: task -> submission. */
  readonly repairing: Readonly<Record<number, string>>
}

/** Answers as they stood on the other side of a change, and the question that was changed. */
export interface Change {
  readonly answers: Answers
  readonly settled: Settled
  readonly index: number
  /** Typing: further letters belong to the same change. */
  readonly isTyping: boolean
}

/** Changes of one task that are remembered. */
const MOST_CHANGES = 500

export const nothing: Work = {
  tasks: [],
  answers: {},
  settled: {},
  pointed: null,
  views: {},
  active: 0,
  moved: false,
  empty: null,
  progress: null,
  lost: [],
  looking: null,
  objection: null,
  past: [],
  future: [],
  repairing: {},
}

export type WorkEvent =
  | { type: 'claimed'; claim: Claim; without: ReadonlySet<number>; drafts: Readonly<Record<number, Begun>> }
  | {
      type: 'changed'
      index: number
      question: string
      answer: Answers[string] | undefined
      view: unknown
      /** Absent: as before. */
      settled?: readonly number[]
      pointed?: number | null
      isTyping?: boolean
      /** Other answers that change with it. */
      also?: Readonly<Record<string, Answers[string] | undefined>>
    }
  | { type: 'stepped'; by: -1 | 1 }
  | { type: 'moved'; index: number; byKey: boolean }
  | { type: 'objected'; index: number; message: string }
  | { type: 'gone'; taskId: number }
  | { type: 'returned'; task: ClaimedTask; answers: Answers; settled: Settled; repairs?: string }
  | { type: 'leases'; held: readonly number[]; lost: readonly number[] }
  | { type: 'looked'; submission: string | null }

const fresh = { views: {}, pointed: null, active: 0, moved: false, objection: null, looking: null, past: [], future: [] }

export function step(work: Work, event: WorkEvent): Work {
  switch (event.type) {
    case 'claimed': {
      const news = new Map(event.claim.tasks.map(t => [t.id, t]))
      // Asked for again, a task that waits here comes back as resumed; why it came the first time is still the reason.
      const kept = work.tasks.map(t => ({ ...(news.get(t.id) ?? t), reason: t.reason }))
      const added = event.claim.tasks.filter(t => !event.without.has(t.id) && !work.tasks.some(old => old.id === t.id))
      const answers = { ...work.answers }
      const settled = { ...work.settled }
      for (const task of added) {
        const begun = event.drafts[task.id]
        answers[task.id] = begun?.answers ?? task.draft ?? {}
        settled[task.id] = (begun ? begun.settled : task.settled) ?? {}
      }
      return {
        ...work,
        ...(work.tasks.length === 0 ? fresh : {}),
        tasks: [...kept, ...added],
        answers,
        settled,
        lost: work.lost.filter(id => !news.has(id)),
        empty: event.claim.empty,
        progress: event.claim.progress,
      }
    }
    case 'changed': {
      const task = work.tasks[0]
      if (!task) return work
      const before = work.answers[task.id] ?? {}
      const after: Answers = {}
      for (const [name, answer] of Object.entries({ ...before, ...event.also, [event.question]: event.answer }))
        if (answer !== undefined) after[name] = answer
      const was = work.settled[task.id] ?? {}
      const isSettling = event.settled !== undefined && event.settled.length !== (was[event.question] ?? []).length
      return {
        ...work,
        ...(event.answer === before[event.question] && !isSettling
          ? {}
          : remembered(work, { answers: before, settled: was, index: event.index, isTyping: event.isTyping === true })),
        answers: { ...work.answers, [task.id]: after },
        settled: isSettling ? { ...work.settled, [task.id]: { ...was, [event.question]: event.settled ?? [] } } : work.settled,
        pointed: event.pointed !== undefined ? event.pointed : event.index === work.active ? work.pointed : null,
        views: { ...work.views, [event.question]: event.view },
        active: event.index,
        moved: false,
        objection: work.objection?.index === event.index ? null : work.objection,
      }
    }
    case 'stepped': {
      const task = work.tasks[0]
      const change = event.by === -1 ? work.past.at(-1) : work.future[0]
      if (!task || !change) return work
      const here: Change = {
        answers: work.answers[task.id] ?? {},
        settled: work.settled[task.id] ?? {},
        index: change.index,
        isTyping: false,
      }
      return {
        ...work,
        answers: { ...work.answers, [task.id]: change.answers },
        settled: { ...work.settled, [task.id]: change.settled },
        pointed: null,
        past: event.by === -1 ? work.past.slice(0, -1) : [...work.past, here],
        future: event.by === -1 ? [here, ...work.future] : work.future.slice(1),
        active: change.index,
        moved: false,
        objection: null,
      }
    }
    case 'moved':
      return { ...work, active: event.index, pointed: event.index === work.active ? work.pointed : null, moved: event.byKey }
    case 'objected':
      return { ...work, active: event.index, moved: true, objection: { index: event.index, message: event.message } }
    case 'gone': {
      const first = work.tasks[0]?.id === event.taskId
      const { [event.taskId]: _answers, ...answers } = work.answers
      const { [event.taskId]: _settled, ...settled } = work.settled
      const { [event.taskId]: _repair, ...repairing } = work.repairing
      return {
        ...work,
        ...(first ? fresh : {}),
        tasks: work.tasks.filter(t => t.id !== event.taskId),
        answers,
        settled,
        repairing,
        lost: work.lost.filter(id => id !== event.taskId),
      }
    }
    case 'returned':
      return {
        ...work,
        ...fresh,
        tasks: [event.task, ...work.tasks.filter(t => t.id !== event.task.id)],
        answers: { ...work.answers, [event.task.id]: event.answers },
        settled: { ...work.settled, [event.task.id]: event.settled },
        lost: work.lost.filter(id => id !== event.task.id),
        repairing: event.repairs ? { ...work.repairing, [event.task.id]: event.repairs } : work.repairing,
      }
    case 'leases': {
      // What waits unseen and is no longer ours is simply not shown; what is on screen stays, and says so.
      const current = work.tasks[0]?.id
      const dropped = new Set(event.lost.filter(id => id !== current))
      return {
        ...work,
        tasks: work.tasks.filter(t => !dropped.has(t.id)),
        lost:
          current !== undefined && event.lost.includes(current) ? [current] : work.lost.filter(id => !event.held.includes(id)),
      }
    }
    case 'looked':
      return { ...work, looking: event.submission }
  }
}

function remembered(work: Work, before: Change): Pick<Work, 'past' | 'future'> {
  const last = work.past.at(-1)
  const goesOn = before.isTyping && last?.isTyping === true && last.index === before.index && work.future.length === 0
  return { past: goesOn ? work.past : [...work.past, before].slice(-MOST_CHANGES), future: [] }
}

/** Moves to the question after (or before) the current one, round the end; one that is not asked is passed over. */
export function neighbour(active: number, by: 1 | -1, count: number, isAsked: readonly boolean[] = []): number {
  let index = active
  for (let step = 0; step < count; step++) {
    index = (index + by + count) % count
    if (isAsked[index] !== false) return index
  }
  return active
}

/** Where the keys go after an answer by key: the next question without one, or stay. */
export function nextUnanswered(
  answers: Answers,
  questions: readonly { name: string }[],
  from: number,
  isAsked: readonly boolean[] = [],
): number {
  for (let by = 1; by < questions.length; by++) {
    const index = (from + by) % questions.length
    const question = questions[index]
    if (question && isAsked[index] !== false && answers[question.name] === undefined) return index
  }
  return from
}
