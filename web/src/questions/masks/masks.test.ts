import { describe, expect, test } from 'vitest'
import { toSegment } from '../image/geometry'
import { brushCentre, paint } from './paint'
import { reference } from './reference'
import { areaOfRuns, boundsOfRuns, decode, encode, fromRuns, holdsPixel, toRuns } from './rle'

describe('run lengths are those of the reference code', () => {
  for (const { rows, counts, runs, area, bounds } of reference) {
    const size = { width: rows[0]!.length, height: rows.length }
    test(`of a mask of ${size.width} × ${size.height}`, () => {
      const bytes = Uint8Array.from(rows.flatMap(row => [...row].map(Number)))
      expect(encode({ box: { x: 0, y: 0, ...size }, bytes }, size)).toBe(counts)
      expect(toRuns(counts)).toEqual(runs)
      expect(fromRuns(runs)).toBe(counts)
      expect(areaOfRuns(runs)).toBe(area)
      const { x, y, width, height } = boundsOfRuns(runs, size)
      expect([x, y, width, height]).toEqual(bounds)
      const cut = decode(counts, size)
      expect(encode(cut, size)).toBe(counts)
      for (const [row, text] of rows.entries())
        for (const [column, value] of [...text].entries()) expect(holdsPixel(runs, size, column, row)).toBe(value === '1')
    })
  }
})

test('a stretch of an image is written as the whole image would be', () => {
  const size = { width: 7, height: 5 }
  const whole = new Uint8Array(35)
  whole[2 * 7 + 3] = 1
  whole[3 * 7 + 4] = 1
  const cut = { box: { x: 2, y: 1, width: 4, height: 3 }, bytes: new Uint8Array(12) }
  cut.bytes[1 * 4 + 1] = 1
  cut.bytes[2 * 4 + 2] = 1
  expect(encode(cut, size)).toBe(encode({ box: { x: 0, y: 0, ...size }, bytes: whole }, size))
  expect(decode(encode(cut, size)!, size).box).toEqual({ x: 3, y: 2, width: 2, height: 2 })
})
test('no pixel is no mask', () =>
  expect(encode({ box: { x: 1, y: 1, width: 2, height: 2 }, bytes: new Uint8Array(4) }, { width: 9, height: 9 })).toBeNull())

describe('the brush covers whole pixels', () => {
  const size = { width: 12, height: 10 }
  const painted = (from: [number, number], to: [number, number], diameter: number) => {
    const bytes = new Uint8Array(120)
    const at = ([x, y]: [number, number]) => brushCentre({ x, y }, diameter)
    paint(bytes, size, at(from), at(to), diameter, 1)
    return [...bytes.entries()].flatMap(([i, value]) => (value ? [[i % 12, Math.floor(i / 12)]] : []))
  }
  test('of size 1 the one that is pointed at', () => expect(painted([4.2, 6.9], [4.2, 6.9], 1)).toEqual([[4, 6]]))
  test('of size 2 four', () => expect(painted([4.2, 6.1], [4.2, 6.1], 2)).toEqual([[3, 5], [4, 5], [3, 6], [4, 6]])) // prettier-ignore
  test('a line of size 1 has no gap', () =>
    expect(painted([1.5, 3.5], [6.5, 3.5], 1)).toEqual([1, 2, 3, 4, 5, 6].map(x => [x, 3])))
  test('a slanted line has every pixel whose middle is near it, and no other', () => {
    const near = Array.from({ length: 120 }, (_, i) => [i % 12, Math.floor(i / 12)] as const)
      .filter(([x, y]) => toSegment({ x: x + 0.5, y: y + 0.5 }, { x: 2.5, y: 1.5 }, { x: 8.5, y: 8.5 }) <= 1.5)
      .map(([x, y]) => [x, y])
    expect(painted([2, 1], [8, 8], 3)).toEqual(near)
  })
  test('at the edge it is cut off', () => expect(painted([0, 0], [0, 0], 4)).toEqual([[0, 0], [1, 0], [0, 1]])) // prettier-ignore
  test('and outside it does nothing', () => expect(painted([-20, -20], [-20, -20], 4)).toEqual([]))
})
