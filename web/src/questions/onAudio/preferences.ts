// How a person listens, kept from task to task for as long as the page is open.
import { useSyncExternalStore } from 'react'

export interface Listening {
  readonly speed: number
  /** Whether the selected segment, or else the whole, is played again and again. */
  readonly loops: boolean
}

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]

let now: Listening = { speed: 1, loops: false }
const listeners = new Set<() => void>()

export const listening = () => now

export function listen(change: Partial<Listening>) {
  now = { ...now, ...change }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useListening = () => useSyncExternalStore(subscribe, listening)

/** The next speed, faster or slower; the last one stays. */
export const speedStep = (speed: number, by: 1 | -1) =>
  by === 1 ? (SPEEDS.find(s => s > speed) ?? SPEEDS.at(-1)!) : (SPEEDS.findLast(s => s < speed) ?? SPEEDS[0]!)
