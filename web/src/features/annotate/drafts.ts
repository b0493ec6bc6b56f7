// Unfinished answers, kept in this browser at every change; the server gets them a moment later.
import type { Answers } from '../../api/types'
import type { Settled } from '../../questions/suggestions'

/** What somebody has begun to answer, and what of the task's suggestion they have dealt with. */
export interface Begun {
  readonly answers: Answers
  readonly settled: Settled
}

const prefix = (personId: number, projectId: number) => `assay.draft.${personId}.${projectId}.`

/** Drafts older than this are of tasks long done by others. */
const FORGET_AFTER = 14 * 86_400_000

export const draftStore = (storage: Storage, personId: number, projectId: number) => ({
  keep(taskId: number, { answers, settled }: Begun, now: number) {
    try {
      storage.setItem(prefix(personId, projectId) + taskId, JSON.stringify({ answers, settled, at: now }))
    } catch {
      // Storage full: the copy on the server remains.
    }
  },
  drop: (taskId: number) => storage.removeItem(prefix(personId, projectId) + taskId),
  all(now: number): Record<number, Begun> {
    const found: Record<number, Begun> = {}
    const start = prefix(personId, projectId)
    for (const key of Object.keys(storage)) {
      if (!key.startsWith(start)) continue
      try {
        const { answers, settled, at } = JSON.parse(storage.getItem(key) ?? '') as {
          answers: Answers
          settled?: Settled
          at: number
        }
        if (now - at > FORGET_AFTER) storage.removeItem(key)
        else found[Number(key.slice(start.length))] = { answers, settled: settled ?? {} }
      } catch {
        storage.removeItem(key)
      }
    }
    return found
  },
})
