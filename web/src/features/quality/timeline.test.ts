import { describe, expect, test } from 'vitest'
import type { Estimate, PeriodFigure } from '../../api/types'
import { bandPath, floorOf, linePath, runs, scales } from './timeline'

const frame = { left: 0, right: 100, top: 0, bottom: 100 }
const estimate = (value: number, low: number, high: number, count = 10): Estimate => ({ value, low, high, count })
const period = (alpha: Estimate | null, percent: Estimate | null = null): PeriodFigure => ({
  from: '2026-11-02',
  tasks: 10,
  answers: 20,
  alpha,
  alphaUndefined: null,
  percent,
  percentUndefined: null,
})

describe('agreement over time', () => {
  test('a period without a figure, or with too few tasks, breaks the line', () => {
    const periods = [
      period(estimate(0.8, 0.7, 0.9)),
      period(null),
      period(estimate(0.8, 0.7, 0.9, 4)),
      period(estimate(0.9, 0.8, 1)),
    ]
    const { x, y } = scales(periods, frame)
    expect(runs(periods, 'alpha', x, y).map(run => run.map(p => p.index))).toEqual([[0], [3]])
    expect(runs(periods, 'percent', x, y)).toEqual([])
  })
  test('the axis reaches down to the lowest interval in fifths, below 0 only where a value is', () => {
    const floors = [estimate(0.9, 0.8, 1), estimate(0.5, 0.35, 0.8), estimate(0.2, -0.3, 0.6), estimate(-0.3, -0.5, 0)]
    expect(floors.map(e => floorOf([period(e)]))).toEqual([0.6, 0.2, 0, -0.4])
  })
  test('time runs to the right and agreement upwards', () => {
    const periods = [period(estimate(0.6, 0.6, 0.6)), period(estimate(1, 1, 1))]
    const { x, y, ticks } = scales(periods, frame)
    expect([x(0), x(1), y(0.6), y(1)]).toEqual([0, 100, 100, 0])
    expect(ticks).toEqual([1, 0.8, 0.6])
  })
  test('a band goes along the upper ends and back along the lower ones', () => {
    const run = [
      { x: 0, y: 5, low: 8, high: 2, index: 0 },
      { x: 10, y: 6, low: 9, high: 3, index: 1 },
    ]
    expect(bandPath(run)).toBe('M0.0 2.0L10.0 3.0L10.0 9.0L0.0 8.0Z')
    expect(linePath(run)).toBe('M0.0 5.0L10.0 6.0')
  })
})
