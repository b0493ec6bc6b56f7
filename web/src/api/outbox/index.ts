// The one outbox of this browser tab, bound to the real world.
import { useSyncExternalStore } from 'react'
import { ourHeader, reach } from '../client'
import { makeOutbox, type Answered } from './outbox'
import { indexedDbStore, localStore } from './store'

const GIVE_UP_AFTER = 20_000
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('assay.outbox')

export const outbox = makeOutbox({
  store: indexedDbStore(indexedDB).catch(() => localStore(localStorage)),
  async send(url, body) {
    const response = await reach(url, {
      method: 'POST',
      headers: { ...ourHeader, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(GIVE_UP_AFTER),
    })
    const text = await response.text()
    try {
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
    } catch {
      return { status: response.status, body: { detail: text.slice(0, 300) } }
    }
  },
  alone: async work => {
    // Only offered where the page is trusted (https or loopback); elsewhere the UUIDs alone keep a double sending harmless.
    if (navigator.locks as LockManager | undefined) await navigator.locks.request('assay.outbox', work)
    else await work()
  },
  tell: message => channel?.postMessage(message),
  now: () => Date.now(),
  random: () => Math.random(),
  later: (ms, work) => void setTimeout(work, Math.max(0, ms)),
})

if (channel) channel.onmessage = (event: MessageEvent<'changed' | Answered>) => outbox.heard(event.data)

export const useOutbox = () => useSyncExternalStore(outbox.watch, outbox.get)
