// Geometry of the overview's charts: data in, coordinates out.
import type { Overview } from '../../api/types'

export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A round number at or above `n` that divides into halves: 1, 2, 5 times a power of ten, even. */
export function niceTop(n: number): number {
  if (n <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(n))
  const step = [1, 2, 4, 5, 6, 8, 10].find(m => m * power >= n) ?? 10
  return step * power
}

export interface Curve {
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** From today to the projected end, and the ends of its interval; null without a projection. */
  readonly projection: { readonly x: number; readonly low: number; readonly high: number } | null
  readonly todayX: number
  readonly y: (value: number) => number
}

const DAY = 86_400_000

/** Decided tasks by day, adding up to today's count, and the projection to the end. Time to the right, count upwards. */
export function decidedCurve(o: Overview, frame: Frame, now: number): Curve {
  const first = Math.max(0, o.perDay.findIndex(d => d.decided > 0) - 1)
  const days = o.perDay.slice(first)
  const inside = days.reduce((n, d) => n + d.decided, 0)
  let sum = Math.max(0, o.decided - inside)
  const end = o.finish && o.decided < o.total ? Math.max(now + DAY, Date.parse(o.finish.at)) : null
  const latest = o.finish && end ? Math.max(end, Date.parse(o.finish.high)) : now
  const start = days[0] ? Date.parse(days[0].day) : now - DAY
  // Today keeps at least two fifths of the width, however far off the end is.
  const stop = Math.min(latest, now + Math.max(DAY, now - start) * 1.5)
  const x = (t: number) => frame.left + ((t - start) / Math.max(DAY, stop - start)) * (frame.right - frame.left)
  const y = (value: number) => frame.bottom - (value / Math.max(1, o.total)) * (frame.bottom - frame.top)
  const points = days.map((d, i) => {
    sum += d.decided
    return { x: x(i === days.length - 1 ? now : Date.parse(d.day) + DAY), y: y(sum) }
  })
  return {
    points,
    todayX: x(now),
    y,
    projection:
      end && o.finish ? { x: x(end), low: x(Math.max(now, Date.parse(o.finish.low))), high: x(Date.parse(o.finish.high)) } : null,
  }
}

/** Bars of equal width in a row. */
export function bars(values: readonly number[], frame: Frame): { x: number; y: number; width: number; height: number }[] {
  const top = niceTop(Math.max(...values, 1))
  const slot = (frame.right - frame.left) / Math.max(1, values.length)
  const width = Math.max(2, Math.min(16, Math.round(slot * 0.68)))
  return values.map((value, i) => {
    const height = (value / top) * (frame.bottom - frame.top)
    return { x: Math.round((frame.left + i * slot) * 2) / 2, y: frame.bottom - height, width, height }
  })
}
