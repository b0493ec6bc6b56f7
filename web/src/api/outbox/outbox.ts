// The log at work: written first, sent in order by one tab at a time, forgotten only when the server has acknowledged.
import { nextStep, pause, request, verdict, type Operation, type Refused } from './operations'
import type { OutboxStore } from './store'

export interface Answered {
  readonly operation: Operation
  /** The server's answer, or null when the operation was refused for good (an undo that came too late). */
  readonly body: unknown
  readonly refused: Refused | null
}

export interface Log {
  readonly operations: readonly Operation[]
  /** The session has ended: nothing is sent until someone signs in again. */
  readonly signedOut: boolean
  readonly loaded: boolean
}

export interface World {
  store: Promise<OutboxStore>
  /** Sends one request. Rejects when no answer came. */
  send(url: string, body: unknown): Promise<{ status: number; body: unknown }>
  /** Runs `work` in one tab at a time. */
  alone(work: () => Promise<void>): Promise<void>
  /** Tells other tabs; their messages come in through `heard`. */
  tell(message: 'changed' | Answered): void
  now(): number
  random(): number
  later(ms: number, work: () => void): void
}

export function makeOutbox(world: World) {
  let log: Log = { operations: [], signedOut: false, loaded: false }
  let person: number | null = null
  let running = false
  let asked = false
  const watchers = new Set<() => void>()
  const listeners = new Set<(answered: Answered) => void>()

  const set = (next: Partial<Log>) => {
    log = { ...log, ...next }
    for (const watcher of watchers) watcher()
  }
  const replace = (operation: Operation) => set({ operations: log.operations.map(o => (o.id === operation.id ? operation : o)) })
  const drop = (ids: readonly string[]) => set({ operations: log.operations.filter(o => !ids.includes(o.id)) })

  // What was said here and is still on its way to the disk must not vanish from sight when the disk is read again.
  const writing = new Map<string, Operation>()
  const read = async (store: OutboxStore) => {
    const kept = await store.all()
    const known = new Set(kept.map(o => o.id))
    set({ operations: [...kept, ...[...writing.values()].filter(o => !known.has(o.id))], loaded: true })
  }

  const answered = (result: Answered) => {
    for (const listener of listeners) listener(result)
    world.tell(result)
  }

  async function workOff() {
    const store = await world.store
    for (;;) {
      await read(store)
      if (person === null || log.signedOut) return
      const step = nextStep(await store.all(), person, world.now())
      if (step.do === 'rest') return
      if (step.do === 'wait') {
        world.later(step.until - world.now(), run)
        return
      }
      if (step.do === 'drop') {
        await store.remove(step.ids)
        drop(step.ids)
        continue
      }
      await sendOne(store, step.operation)
    }
  }

  async function sendOne(store: OutboxStore, operation: Operation) {
    // Counted before it is sent: from here on the server may know of it.
    const tried = { ...operation, attempts: operation.attempts + 1 }
    await store.change(tried)
    replace(tried)
    const { url, body } = request(operation)
    const response = await world.send(url, body).catch(() => ({ status: 0, body: null }))
    switch (verdict(response.status)) {
      case 'acknowledged':
        await store.remove([operation.id])
        drop([operation.id])
        answered({ operation, body: response.body, refused: null })
        return
      case 'signed_out':
        set({ signedOut: true })
        return
      case 'again': {
        const later = { ...tried, notBefore: world.now() + pause(tried.attempts, world.random()) }
        await store.change(later)
        replace(later)
        return
      }
      case 'refused': {
        const refused = refusedBy(response)
        if (operation.kind === 'undo') {
          // Nothing of a person's work is in an undo: it is reported, not kept.
          await store.remove([operation.id])
          drop([operation.id])
        } else {
          const kept = { ...tried, refused }
          await store.change(kept)
          replace(kept)
        }
        answered({ operation, body: null, refused })
      }
    }
  }

  function run() {
    if (running) {
      asked = true
      return
    }
    running = true
    void world
      .alone(workOff)
      .catch(() => world.later(5_000, run)) // the disk refused: what is in memory is still shown, and tried again
      .finally(() => {
        running = false
        world.tell('changed')
        if (asked) {
          asked = false
          run()
        }
      })
  }

  return {
    get: () => log,
    watch(watcher: () => void) {
      watchers.add(watcher)
      return () => {
        watchers.delete(watcher)
      }
    },
    /** Hears of every operation the server has answered for good, in whichever tab it was sent. */
    listen(listener: (answered: Answered) => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    /** Whose answers may be sent now. */
    signedIn(personId: number | null) {
      person = personId
      if (personId !== null) set({ signedOut: false })
      run()
    },
    /** Shown at once, sent once it is on disk. Resolves when it is on disk. */
    async add(operation: Operation) {
      writing.set(operation.id, operation)
      set({ operations: [...log.operations, operation] })
      const store = await world.store
      await store.add(operation)
      writing.delete(operation.id)
      run()
    },
    /** A person has said that a refused answer may go. */
    async discard(id: string) {
      const store = await world.store
      await store.remove([id])
      drop([id])
      world.tell('changed')
    },
    /** Tries at once, whatever pause was agreed: the network is back, or a person asks. */
    async hurry() {
      const store = await world.store
      await world.alone(async () => {
        for (const operation of await store.all()) if (operation.notBefore > 0) await store.change({ ...operation, notBefore: 0 })
      })
      run()
    },
    /** A message of another tab. */
    heard(message: 'changed' | Answered) {
      if (message === 'changed') {
        if (!running) void world.store.then(read)
      } else for (const listener of listeners) listener(message)
    },
    run,
  }
}

function refusedBy(response: { status: number; body: unknown }): Refused {
  const problem = (typeof response.body === 'object' && response.body !== null ? response.body : {}) as {
    detail?: string
    title?: string
    errors?: Refused['violations']
  }
  return {
    status: response.status,
    message: problem.detail ?? problem.title ?? String(response.status),
    violations: problem.errors ?? [],
  }
}
