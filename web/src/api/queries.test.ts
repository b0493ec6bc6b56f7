import { expect, test } from 'vitest'
import { askAgainIn } from './queries'

test('numbers are asked for again only while they are not current, and the older the later', () => {
  const measuredAt = '2026-11-24T12:00:00Z'
  const after = (seconds: number, isCurrent = false) =>
    askAgainIn({ measuredAt, isCurrent }, Date.parse(measuredAt) + seconds * 1000)
  expect([after(1), after(20), after(3600)]).toEqual([2_000, 5_000, 30_000])
  expect(after(3600, true)).toBe(false)
})
