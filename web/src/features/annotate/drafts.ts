// Unfinished answers, kept in this browser at every change; the server gets them a moment later.
import type { Answers } from '../../api/types'

const prefix = (personId: number, projectId: number) => `assay.draft.${personId}.${projectId}.`

/** Drafts older than this are of tasks long done by others. */
const FORGET_AFTER = 14 * 86_400_000

export const draftStore = (storage: Storage, personId: number, projectId: number) => ({
  keep(taskId: number, answers: Answers, now: number) {
    try {
      storage.setItem(prefix(personId, projectId) + taskId, JSON.stringify({ answers, at: now }))
    } catch {
      // Storage full: the copy on the server remains.
    }
  },
  drop: (taskId: number) => storage.removeItem(prefix(personId, projectId) + taskId),
  all(now: number): Record<number, Answers> {
    const found: Record<number, Answers> = {}
    const start = prefix(personId, projectId)
    for (const key of Object.keys(storage)) {
      if (!key.startsWith(start)) continue
      try {
        const { answers, at } = JSON.parse(storage.getItem(key) ?? '') as { answers: Answers; at: number }
        if (now - at > FORGET_AFTER) storage.removeItem(key)
        else found[Number(key.slice(start.length))] = answers
      } catch {
        storage.removeItem(key)
      }
    }
    return found
  },
})
