// Whether the server can be reached, and since when not. A small store of its own, because fetch failures and the
// browser's events both know something, and pages only want the answer.

type Listener = () => void

export interface Reach {
  /** Time (ms) since when nothing gets through; null while all is well. */
  readonly offlineSince: number | null
}

export function makeConnection(now: () => number) {
  let state: Reach = { offlineSince: null }
  const listeners = new Set<Listener>()
  const set = (offlineSince: number | null) => {
    if (state.offlineSince === offlineSince) return
    state = { offlineSince }
    for (const listener of listeners) listener()
  }
  return {
    get: (): Reach => state,
    subscribe(listener: Listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    reached: () => set(null),
    lost: () => set(state.offlineSince ?? now()),
  }
}

export const connection = makeConnection(() => Date.now())

/** Follows the browser's own opinion. Its "online" only means a cable is in: the next request decides. */
export function watchBrowser(retry: () => void) {
  const off = () => connection.lost()
  addEventListener('offline', off)
  addEventListener('online', retry)
  if (!navigator.onLine) off()
  return () => {
    removeEventListener('offline', off)
    removeEventListener('online', retry)
  }
}
