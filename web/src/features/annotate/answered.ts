// Tasks answered in this sitting, by their latest answer. An answer taken back may still be on its way when the task is answered
// again: what the server says to the older one must not count for the newer.

export function answeredTasks() {
  const latest = new Map<number, { submission: string; acknowledged: number | null }>()
  return {
    said: (taskId: number, submission: string) => void latest.set(taskId, { submission, acknowledged: null }),
    acknowledged(taskId: number, submission: string, now: number) {
      if (latest.get(taskId)?.submission === submission) latest.set(taskId, { submission, acknowledged: now })
    },
    takenBack: (taskId: number) => void latest.delete(taskId),
    /** Said, and nothing heard of it yet. */
    isOnItsWay: (taskId: number) => latest.get(taskId)?.acknowledged === null,
    /** What a claim asked for at this time may still bring, though it is answered. */
    unknownTo: (asked: number) =>
      [...latest].filter(([, { acknowledged }]) => acknowledged === null || acknowledged > asked).map(([taskId]) => taskId),
  }
}
