// How a person looks at images, kept from task to task for as long as the page is open.
import { useSyncExternalStore } from 'react'
import type { ImageRegion } from '../../api/types'

export interface Preferences {
  /** Percent. */
  readonly brightness: number
  readonly contrast: number
  /** Diameter in pixels of the image. */
  readonly brush: number
  /** Regions copied, by question. */
  readonly copied: Readonly<Record<string, readonly ImageRegion[]>>
}

let now: Preferences = { brightness: 100, contrast: 100, brush: 24, copied: {} }
const listeners = new Set<() => void>()

export function prefer(change: Partial<Preferences>) {
  now = { ...now, ...change }
  for (const listener of listeners) listener()
}

export const preferences = () => now

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const usePreferences = () => useSyncExternalStore(subscribe, preferences)

const SIZES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512]

/** The next size of the brush, up or down. */
export const brushStep = (size: number, by: 1 | -1) =>
  by === 1 ? (SIZES.find(s => s > size) ?? SIZES.at(-1)!) : (SIZES.findLast(s => s < size) ?? 1)
