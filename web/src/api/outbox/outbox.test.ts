import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import type { Submit } from './operations'
import { makeOutbox, type Answered, type World } from './outbox'
import { indexedDbStore, localStore, type OutboxStore } from './store'

const task = { id: 7, data: {}, source: null, reason: 'next', leaseExpiresAt: '', draft: null, guidelineVersion: 3 } as const
const submit = (id: string): Submit => ({
  id,
  kind: 'submit',
  personId: 1,
  projectId: 2,
  at: 0,
  attempts: 0,
  notBefore: 0,
  refused: null,
  task,
  answers: { topic: id },
  leadTimeMs: 5,
  tile: { label: id, color: null, excerpt: '' },
})

/** A browser: one disk, one lock, any number of tabs, and a server whose mood can be set. */
function browser(store: Promise<OutboxStore>) {
  let clock = 0
  let line = Promise.resolve()
  const timers: { at: number; work: () => void }[] = []
  const received: string[] = []
  const tabs: ReturnType<typeof makeOutbox>[] = []
  let reply: (id: string) => { status: number; body: unknown } | 'lost' | 'lost after receipt' = () => ({ status: 200, body: {} })
  const open = () => {
    const world: World = {
      store,
      async send(_url, body) {
        const id = (body as { submissionId: string }).submissionId
        const answer = reply(id)
        if (answer !== 'lost') received.push(id)
        if (typeof answer === 'string') throw new TypeError('Failed to fetch')
        return answer
      },
      alone(work) {
        const mine = line.then(work)
        line = mine.catch(() => undefined)
        return mine
      },
      tell: (message: 'changed' | Answered) => {
        for (const tab of tabs) if (tab !== outbox) tab.heard(message)
      },
      now: () => clock,
      random: () => 0.5,
      later: (ms, work) => void timers.push({ at: clock + ms, work }),
    }
    const outbox = makeOutbox(world)
    tabs.push(outbox)
    return outbox
  }
  const rest = async () => {
    for (let i = 0; i < 60; i++) await new Promise(resolve => setImmediate(resolve))
  }
  return {
    open,
    rest,
    received,
    server(mood: typeof reply) {
      reply = mood
    },
    async pass(ms: number) {
      clock += ms
      for (const timer of timers.splice(0)) if (timer.at <= clock) timer.work()
      await rest()
    },
    /** Closes every tab: what is in memory is gone, the disk stays. */
    close: () => void tabs.splice(0),
  }
}

const disk = () => indexedDbStore(new IDBFactory())

test('an answer is sent once and forgotten when acknowledged', async () => {
  const b = browser(disk())
  const tab = b.open()
  tab.signedIn(1)
  await tab.add(submit('one'))
  await b.rest()
  expect(b.received).toEqual(['one'])
  expect(tab.get().operations).toEqual([])
})

test('answers given offline survive closing the tab and arrive in order when the server is back', async () => {
  const b = browser(disk())
  b.server(() => 'lost')
  const tab = b.open()
  tab.signedIn(1)
  await tab.add(submit('one'))
  await tab.add(submit('two'))
  await b.rest()
  expect(b.received).toEqual([])
  expect(tab.get().operations.map(o => o.id)).toEqual(['one', 'two'])

  b.close()
  b.server(() => ({ status: 200, body: {} }))
  const later = b.open()
  later.signedIn(1)
  await b.pass(60_000)
  expect(b.received).toEqual(['one', 'two'])
  expect(later.get().operations).toEqual([])
})

test('an answer whose acknowledgement was lost goes again under the same id', async () => {
  const b = browser(disk())
  b.server(() => 'lost after receipt')
  const tab = b.open()
  tab.signedIn(1)
  await tab.add(submit('one'))
  await b.rest()
  b.server(() => ({ status: 200, body: { outcome: 'repeated' } }))
  await b.pass(60_000)
  expect(b.received).toEqual(['one', 'one'])
  expect(tab.get().operations).toEqual([])
})

test('two tabs do not both send what lies on the disk', async () => {
  const b = browser(disk())
  b.server(() => 'lost')
  const first = b.open()
  first.signedIn(1)
  await first.add(submit('one'))
  await b.rest()
  b.server(() => ({ status: 200, body: {} }))
  const second = b.open()
  second.signedIn(1)
  await Promise.all([first.hurry(), second.hurry()])
  await b.rest()
  expect(b.received).toEqual(['one'])
  expect(first.get().operations).toEqual([])
  expect(second.get().operations).toEqual([])
})

test('a refusal keeps the answer with its reason, lets the others pass, and goes only when a person says so', async () => {
  const b = browser(disk())
  b.server(id =>
    id === 'bad'
      ? { status: 400, body: { detail: 'No label x.', errors: [{ path: 'answers.topic', rule: 'unknown_label', message: 'x' }] } }
      : { status: 200, body: {} },
  )
  const tab = b.open()
  tab.signedIn(1)
  await tab.add(submit('bad'))
  await tab.add(submit('good'))
  await b.rest()
  expect(b.received).toEqual(['bad', 'good'])
  expect(tab.get().operations).toMatchObject([
    { id: 'bad', refused: { status: 400, message: 'No label x.', violations: [{ path: 'answers.topic' }] } },
  ])
  await b.pass(10_000_000)
  expect(b.received).toEqual(['bad', 'good'])
  await tab.discard('bad')
  expect(tab.get().operations).toEqual([])
})

test('nothing is sent while signed out, and everything after signing in again', async () => {
  const b = browser(disk())
  b.server(() => ({ status: 401, body: {} }))
  const tab = b.open()
  tab.signedIn(1)
  await tab.add(submit('one'))
  await b.rest()
  expect(tab.get().signedOut).toBe(true)
  await tab.add(submit('two'))
  await b.rest()
  expect(b.received).toEqual(['one'])
  b.server(() => ({ status: 200, body: {} }))
  tab.signedIn(1)
  await b.pass(60_000)
  expect(b.received).toEqual(['one', 'one', 'two'])
})

test('an undo before anything was sent leaves no trace on the server', async () => {
  const b = browser(disk())
  const tab = b.open()
  await tab.add(submit('one')) // nobody is signed in yet: nothing goes out
  await tab.add({
    id: 'u',
    kind: 'undo',
    personId: 1,
    projectId: 2,
    at: 0,
    attempts: 0,
    notBefore: 0,
    refused: null,
    submissionId: 'one',
    taskId: 7,
  })
  tab.signedIn(1)
  await b.rest()
  expect(b.received).toEqual([])
  expect(tab.get().operations).toEqual([])
})

test('what the server said is heard in every tab', async () => {
  const b = browser(disk())
  const first = b.open()
  const second = b.open()
  const heard: string[] = []
  second.listen(answered => heard.push(answered.operation.id))
  first.signedIn(1)
  await first.add(submit('one'))
  await b.rest()
  expect(heard).toEqual(['one'])
})

const storage = (): Storage => {
  const map = new Map<string, string>()
  return {
    get length() {
      return map.size
    },
    key: i => [...map.keys()][i] ?? null,
    getItem: k => map.get(k) ?? null,
    setItem: (k, v) => void map.set(k, v),
    removeItem: k => void map.delete(k),
    clear: () => map.clear(),
  }
}

test.each([
  ['IndexedDB', () => disk()],
  ['localStorage', async () => localStore(storage())],
])('%s keeps the order, changes in place, and does not bring back what was removed', async (_name, make) => {
  const store = await make()
  for (const id of ['c', 'a', 'b']) await store.add(submit(id))
  await store.change({ ...submit('a'), attempts: 4 })
  await store.remove(['c'])
  await store.change(submit('c'))
  expect((await store.all()).map(o => [o.id, o.attempts])).toEqual([
    ['a', 4],
    ['b', 0],
  ])
})
