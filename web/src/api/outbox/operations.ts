// What waits in this browser to be told to the server: an ordered log, and the pure rules for working it off.
import type { Answers, ClaimedTask, Violation } from '../types'

interface Common {
  /** Client-made UUID: what makes a second sending harmless. */
  readonly id: string
  readonly personId: number
  readonly projectId: number
  readonly at: number
  readonly attempts: number
  /** Not sent again before this time (ms). */
  readonly notBefore: number
  readonly refused: Refused | null
}

export interface Refused {
  readonly status: number
  readonly message: string
  readonly violations: readonly Violation[]
}

/** How the answer reads on the trail. */
export interface Tile {
  readonly label: string
  readonly color: number | null
  readonly excerpt: string
}

export interface Submit extends Common {
  readonly kind: 'submit'
  readonly task: ClaimedTask
  readonly answers: Answers
  /** The suggestion that was before the person. */
  readonly predictionId?: number | null
  readonly leadTimeMs: number
  readonly tile: Tile
}

export interface Skip extends Common {
  readonly kind: 'skip'
  readonly task: ClaimedTask
  readonly reason: string
  readonly leadTimeMs: number
  readonly tile: Tile
}

export interface Undo extends Common {
  readonly kind: 'undo'
  /** The submission or skip taken back. */
  readonly submissionId: string
  readonly taskId: number
}

export type Operation = Submit | Skip | Undo
export type Said = Submit | Skip

export const isSaid = (operation: Operation): operation is Said => operation.kind !== 'undo'

/**
 * Pairs that cancel out: an answer never yet tried and its undo. Once tried, the server may know the answer although
 * it could not say so, and then both must be sent, in order.
 */
export function cancelled(log: readonly Operation[]): ReadonlySet<string> {
  const gone = new Set<string>()
  for (const undo of log) {
    if (undo.kind !== 'undo') continue
    const said = log.find(o => o.id === undo.submissionId)
    if (said && (said.attempts === 0 || said.refused)) {
      gone.add(said.id)
      gone.add(undo.id)
    }
  }
  return gone
}

/** Answers kept here that the server has not acknowledged, oldest first; refused ones apart. */
export function waiting(log: readonly Operation[], personId: number): Said[] {
  const gone = cancelled(log)
  const takenBack = new Set(log.filter(o => o.kind === 'undo').map(o => o.submissionId))
  return log.filter(isSaid).filter(o => o.personId === personId && !o.refused && !gone.has(o.id) && !takenBack.has(o.id))
}

export const refusals = (log: readonly Operation[], personId: number): Said[] =>
  log.filter(isSaid).filter(o => o.personId === personId && o.refused !== null && !cancelled(log).has(o.id))

export type Step =
  { do: 'send'; operation: Operation } | { do: 'drop'; ids: readonly string[] } | { do: 'wait'; until: number } | { do: 'rest' }

/** The next thing to do. In order of saying, because an undo must not overtake its answer; a refused answer holds nobody up. */
export function nextStep(log: readonly Operation[], personId: number, now: number): Step {
  const gone = cancelled(log)
  if (gone.size > 0) return { do: 'drop', ids: [...gone] }
  const head = log.find(o => o.personId === personId && !o.refused)
  if (!head) return { do: 'rest' }
  return head.notBefore > now ? { do: 'wait', until: head.notBefore } : { do: 'send', operation: head }
}

export type Verdict = 'acknowledged' | 'again' | 'signed_out' | 'refused'

/** What an HTTP status means for an operation; 0 = no answer came. */
export function verdict(status: number): Verdict {
  if (status >= 200 && status < 300) return 'acknowledged'
  if (status === 401) return 'signed_out'
  if (status === 0 || status === 408 || status === 425 || status === 429 || status >= 500) return 'again'
  return 'refused'
}

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

/** Pause before attempt n+1: doubling, never above a minute, with a spread so that a whole team does not return at once. */
export function pause(attempts: number, random: number): number {
  const doubled = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, attempts - 1))
  return Math.round(doubled * (0.75 + random * 0.5))
}

export function request(operation: Operation): { url: string; body: unknown } {
  const base = `/api/projects/${operation.projectId}`
  switch (operation.kind) {
    case 'submit':
      return {
        url: `${base}/submissions`,
        body: {
          submissionId: operation.id,
          taskId: operation.task.id,
          answers: operation.answers,
          leadTimeMs: operation.leadTimeMs,
          guidelineVersion: operation.task.guidelineVersion,
          ...(operation.predictionId != null && { predictionId: operation.predictionId }),
        },
      }
    case 'skip':
      return {
        url: `${base}/skips`,
        body: {
          submissionId: operation.id,
          taskId: operation.task.id,
          reason: operation.reason,
          leadTimeMs: operation.leadTimeMs,
        },
      }
    case 'undo':
      return { url: `${base}/undo`, body: { submissionId: operation.submissionId } }
  }
}
