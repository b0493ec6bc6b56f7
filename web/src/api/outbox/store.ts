// Where the log survives a reload or a closed tab: IndexedDB, and localStorage where a browser refuses that.
import type { Operation } from './operations'

export interface OutboxStore {
  /** The whole log, in the order it was written. */
  all(): Promise<Operation[]>
  /** Resolves once it is on disk. */
  add(operation: Operation): Promise<void>
  /** Replaces an operation that is still there; one removed meanwhile stays removed. */
  change(operation: Operation): Promise<void>
  remove(ids: readonly string[]): Promise<void>
}

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB transaction failed'))
  })

const answer = <X>(request: IDBRequest<X>) =>
  new Promise<X>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'))
  })

export async function indexedDbStore(factory: IDBFactory, name = 'assay'): Promise<OutboxStore> {
  const opening = factory.open(name, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('outbox', { autoIncrement: true }).createIndex('id', 'id', { unique: true })
  }
  const db = await answer(opening)
  const writing = () => db.transaction('outbox', 'readwrite', { durability: 'strict' })
  return {
    all: () => answer(db.transaction('outbox').objectStore('outbox').getAll() as IDBRequest<Operation[]>),
    async add(operation) {
      const transaction = writing()
      transaction.objectStore('outbox').add(operation)
      await done(transaction)
    },
    async change(operation) {
      const transaction = writing()
      const store = transaction.objectStore('outbox')
      const key = await answer(store.index('id').getKey(operation.id))
      if (key !== undefined) store.put(operation, key)
      await done(transaction)
    },
    async remove(ids) {
      const transaction = writing()
      const store = transaction.objectStore('outbox')
      for (const id of ids) {
        const key = await answer(store.index('id').getKey(id))
        if (key !== undefined) store.delete(key)
      }
      await done(transaction)
    },
  }
}

const PREFIX = 'assay.outbox.'

export function localStore(storage: Storage): OutboxStore {
  const entries = () => {
    const found: { key: string; operation: Operation }[] = []
    for (let i = 0; i < storage.length; i++) {
      const key = storage.key(i)
      if (key?.startsWith(PREFIX)) found.push({ key, operation: JSON.parse(storage.getItem(key)!) as Operation })
    }
    return found.sort((a, b) => (a.key < b.key ? -1 : 1))
  }
  const keyOf = (id: string) => entries().find(e => e.operation.id === id)?.key
  return {
    all: async () => entries().map(e => e.operation),
    async add(operation) {
      const last = entries().at(-1)?.key.slice(PREFIX.length) ?? '0'
      storage.setItem(PREFIX + String(Number(last) + 1).padStart(12, '0'), JSON.stringify(operation))
    },
    async change(operation) {
      const key = keyOf(operation.id)
      if (key) storage.setItem(key, JSON.stringify(operation))
    },
    async remove(ids) {
      for (const id of ids) {
        const key = keyOf(id)
        if (key) storage.removeItem(key)
      }
    },
  }
}
