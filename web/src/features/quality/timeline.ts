// Geometry of agreement over time: periods in, coordinates out. Pure.
import type { Estimate, PeriodFigure } from '../../api/types'
import { enough } from './readings'

export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface Point {
  readonly x: number
  readonly y: number
  readonly low: number
  readonly high: number
  /** The period it stands for. */
  readonly index: number
}

export type Figure = 'percent' | 'alpha'

/** Periods with enough tasks, in runs: a period without enough breaks the line. */
export function runs(
  periods: readonly PeriodFigure[],
  figure: Figure,
  x: (index: number) => number,
  y: (value: number) => number,
): Point[][] {
  const found: Point[][] = []
  let run: Point[] = []
  const point = (e: Estimate, index: number): Point => ({ x: x(index), y: y(e.value), low: y(e.low), high: y(e.high), index })
  periods.forEach((period, index) => {
    const estimate = enough(period[figure])
    if (estimate) run.push(point(estimate, index))
    else if (run.length > 0) {
      found.push(run)
      run = []
    }
  })
  return run.length > 0 ? [...found, run] : found
}

/** The lowest value an axis has to show, in steps of a fifth: 0.6 at most, and below 0 only where a value is. */
export function floorOf(periods: readonly PeriodFigure[]): number {
  const shown = periods.flatMap(p => [enough(p.percent), enough(p.alpha)]).filter(e => e !== null)
  const least = Math.min(...shown.map(e => Math.max(Math.min(0, e.value), e.low)), 0.6)
  return Math.max(-1, Math.floor(least * 5 + 1e-9) / 5)
}

export interface Scales {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
  readonly ticks: readonly number[]
}

export function scales(periods: readonly PeriodFigure[], frame: Frame): Scales {
  const floor = floorOf(periods)
  const step = 1 - floor > 1 ? 0.5 : 0.2
  const ticks = Array.from({ length: 11 }, (_, i) => 1 - i * step).filter(tick => tick > floor - 1e-9)
  const width = frame.right - frame.left
  return {
    x: index => (periods.length < 2 ? frame.left + width / 2 : frame.left + (index / (periods.length - 1)) * width),
    y: value => frame.bottom - ((value - floor) / (1 - floor)) * (frame.bottom - frame.top),
    ticks: ticks.map(tick => Math.round(tick * 10) / 10),
  }
}

const at = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`

export const linePath = (run: readonly Point[]) => `M${run.map(p => at(p.x, p.y)).join('L')}`

/** Along the upper ends of the intervals and back along the lower ones. */
export const bandPath = (run: readonly Point[]) =>
  `M${run.map(p => at(p.x, p.high)).join('L')}L${[...run]
    .reverse()
    .map(p => at(p.x, p.low))
    .join('L')}Z`
