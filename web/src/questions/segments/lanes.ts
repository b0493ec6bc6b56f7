// Segments that overlap stand in lanes below each other. Pure.
import type { Stretch } from '../onAudio/viewport'

/** The lane of each: the first that is free where it begins, so that one row is enough while none overlap. Earlier ones come first. */
export function lanesOf(all: readonly Stretch[]): number[] {
  const order = all.map((_, i) => i).sort((a, b) => all[a]!.start - all[b]!.start || all[b]!.end - all[a]!.end)
  const ends: number[] = []
  const lanes = new Array<number>(all.length).fill(0)
  for (const i of order) {
    const free = ends.findIndex(end => end <= all[i]!.start)
    const lane = free < 0 ? ends.length : free
    ends[lane] = all[i]!.end
    lanes[i] = lane
  }
  return lanes
}
