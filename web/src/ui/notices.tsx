import { useSyncExternalStore } from 'react'

export interface Notice {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; perform(): void }
}

let notices: readonly Notice[] = []
let count = 0
const watchers = new Set<() => void>()
const set = (next: readonly Notice[]) => {
  notices = next
  for (const watcher of watchers) watcher()
}

const LONG_ENOUGH = 6_000

/** Says what happened, in one line; gone after a while. */
export function notify(text: string, action?: Notice['action']) {
  const notice: Notice = action ? { id: ++count, text, action } : { id: ++count, text }
  set([...notices.slice(-2), notice])
  setTimeout(() => set(notices.filter(n => n !== notice)), LONG_ENOUGH)
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher)
  return () => {
    watchers.delete(watcher)
  }
}

export function Notices() {
  const all = useSyncExternalStore(subscribe, () => notices)
  return (
    <div className="notices" role="status" aria-live="polite">
      {all.map(notice => (
        <div key={notice.id}>
          {notice.text}
          {notice.action && (
            <button
              type="button"
              onClick={() => {
                notice.action?.perform()
                set(notices.filter(n => n !== notice))
              }}
            >
              {notice.action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}
