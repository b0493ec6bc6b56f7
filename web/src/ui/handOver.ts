// Files dropped on one page and read on the next.
import type { Dropped } from './dropped'

let kept: Dropped | null = null

export const handOver = (files: Dropped) => {
  kept = files
}

export function takeOver(): Dropped | null {
  const files = kept
  kept = null
  return files
}
