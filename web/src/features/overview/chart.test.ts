import { expect, test } from 'vitest'
import type { Overview } from '../../api/types'
import { bars, decidedCurve, niceTop } from './chart'

const frame = { left: 0, right: 100, top: 0, bottom: 100 }
const now = Date.parse('2026-11-24T00:00:00Z')
const overview = (more: Partial<Overview>): Overview =>
  ({
    total: 10,
    decided: 5,
    finish: null,
    perDay: [
      { day: '2026-11-21', answers: 0, decided: 0 },
      { day: '2026-11-22', answers: 2, decided: 2 },
      { day: '2026-11-23', answers: 1, decided: 1 },
    ],
    ...more,
  }) as Overview

test('the top of an axis is round and not below the data', () => {
  expect([0, 2, 7, 72, 130, 1001].map(niceTop)).toEqual([2, 2, 8, 80, 200, 2000])
})
test('the curve ends at what is decided today, counting what came before its first day', () => {
  const { points, y } = decidedCurve(overview({}), frame, now)
  expect(points.at(-1)?.y).toBe(y(5))
  expect(points[0]?.y).toBe(y(2))
  expect(points.at(-1)?.x).toBe(100)
})
test('a projection starts today and today keeps its share of the width', () => {
  const finish = { at: '2027-11-24T00:00:00Z', low: '2027-10-24T00:00:00Z', high: '2028-01-01T00:00:00Z' }
  const { projection, todayX } = decidedCurve(overview({ finish }), frame, now)
  expect(todayX).toBeGreaterThanOrEqual(40)
  expect(projection?.x).toBeGreaterThan(todayX)
  expect(projection!.low).toBeLessThan(projection!.high)
})
test('nothing is projected once all is decided', () => {
  const finish = { at: '2026-12-24T00:00:00Z', low: '2026-12-20T00:00:00Z', high: '2026-12-30T00:00:00Z' }
  expect(decidedCurve(overview({ decided: 10, finish }), frame, now).projection).toBeNull()
})
test('bars stand on the ground and reach up by their value', () => {
  const drawn = bars([0, 4, 8], frame)
  expect(drawn.map(b => b.height)).toEqual([0, 50, 100])
  expect(drawn.map(b => b.y + b.height)).toEqual([100, 100, 100])
})
