// Where a border that is dragged comes to rest. Pure.
import type { SegmentAnswer } from '../../api/types'

/** The nearest of some times within reach, else the time itself. */
export function snapped(time: number, to: readonly number[], reach: number): number {
  const nearest = to.reduce((best, one) => (Math.abs(one - time) < Math.abs(best - time) ? one : best), Infinity)
  return Math.abs(nearest - time) <= reach ? nearest : time
}

/** What borders hold to: those of other segments, the ends of the recording, the play head. */
export const anchors = (others: readonly SegmentAnswer[], duration: number, head: number): number[] => [
  0,
  duration,
  head,
  ...others.flatMap(({ start, end }) => [start, end]),
]
