import { describe, expect, test } from 'vitest'
import type { Polygon, Ring } from '../../api/types'
import type { PenState } from '../image/shaping'
import { outlinePen } from './pen'
import { crossesItself } from './rings'
import { cutPolygon, polygonHandles, polygonHolds, pullPolygon, shiftPolygon, withHole, withPart } from './shape'

const size = { width: 100, height: 100 }
const square = (x: number, y: number, side: number): Ring => [[x, y], [x + side, y], [x + side, y + side], [x, y + side]] // prettier-ignore
const polygon: Polygon = { label: 'a', parts: [{ outer: square(10, 10, 40), holes: [square(20, 20, 10)] }] }

test('an outline that crosses or folds onto itself is told from one that does not', () => {
  expect(crossesItself(square(0, 0, 5), true)).toBe(false)
  expect(crossesItself([[0, 0], [4, 4], [4, 0], [0, 4]], true)).toBe(true) // prettier-ignore
  expect(crossesItself([[0, 0], [4, 0], [2, 0]], false)).toBe(true) // prettier-ignore
  expect(crossesItself([[0, 0], [4, 0], [4, 4], [2, 0]], true)).toBe(true) // prettier-ignore
})

describe('a polygon', () => {
  test('holds its inside but not its hole', () =>
    expect([[15, 15], [25, 25], [60, 15]].map(([x, y]) => polygonHolds(polygon, { x: x!, y: y! }, 0))).toEqual([true, false, false])) // prettier-ignore
  test('has a handle at each corner and each side', () => expect(polygonHandles(polygon)).toHaveLength(16))
  test('is drawn at a corner', () =>
    expect(pullPolygon(polygon, '0.0.2', { x: 60.4, y: 70 }, size, 1).parts[0]?.outer[2]).toEqual([60, 70]))
  test('gets a corner more in the middle of a side', () =>
    expect(pullPolygon(polygon, '0.0.3+', { x: 2, y: 30 }, size, 1).parts[0]?.outer).toEqual([...square(10, 10, 40), [2, 30]]))
  test('stays as it was where lines would cross, or a hole would leave it', () => {
    expect(pullPolygon(polygon, '0.0.0', { x: 90, y: 30 }, size, 1)).toBe(polygon)
    expect(pullPolygon(polygon, '0.1.0', { x: 5, y: 5 }, size, 1)).toBe(polygon)
  })
  test('loses a corner, a hole of three with the next, and itself in the end', () => {
    expect(cutPolygon(polygon, '0.1.3')?.parts[0]?.holes?.[0]).toHaveLength(3)
    expect(cutPolygon(cutPolygon(polygon, '0.1.3')!, '0.1.0')?.parts[0]).toEqual({ outer: square(10, 10, 40) })
    expect(cutPolygon({ label: 'a', parts: [{ outer: [[0, 0], [1, 0], [0, 1]] }] }, '0.0.1')).toBeNull() // prettier-ignore
  })
  test('moves with its holes, and stays inside', () =>
    expect(shiftPolygon(polygon, { x: -99, y: 5 }, size).parts[0]).toEqual({
      outer: square(0, 15, 40),
      holes: [square(10, 25, 10)],
    }))
  test('takes another part, and a hole only where it lies inside and touches nothing', () => {
    const two = withPart(polygon, square(60, 60, 20))
    expect(withHole(two, square(65, 65, 5))?.parts[1]?.holes).toEqual([square(65, 65, 5)])
    expect(withHole(two, square(5, 5, 10))).toBeNull()
    expect(withHole(two, square(22, 22, 3))).toBeNull()
  })
})

describe('the pen', () => {
  const base: PenState = {
    question: { kind: 'polygons', name: 'q', title: 'Q', labels: [] },
    label: 'a',
    tool: 'draw',
    selected: null,
    grip: null,
    size,
    zoom: 1,
    slack: 4,
    sketch: null,
    other: false,
  }
  const draw = (points: [number, number][], state = base) =>
    points.reduce<ReturnType<typeof outlinePen.press>>(({ sketch }, [x, y]) => outlinePen.press({ x, y }, { ...state, sketch }), {
      sketch: state.sketch,
    })
  const corners: [number, number][] = [[10, 10], [40, 10], [40, 40]] // prettier-ignore
  test('closes on its first corner', () =>
    expect(draw([...corners, [11, 12]]).add).toEqual({ label: 'a', parts: [{ outer: corners }] }))
  test('closes by Enter, with three corners or more', () => {
    expect(outlinePen.finish({ ...base, ...draw(corners) }).add).toEqual({ label: 'a', parts: [{ outer: corners }] })
    expect(outlinePen.finish({ ...base, ...draw(corners.slice(0, 2)) }).add).toBeUndefined()
  })
  test('takes no corner whose line would cross another', () =>
    expect(draw([[10, 10], [40, 10], [40, 40], [30, 0]])).toEqual(draw(corners))) // prettier-ignore
  test('steps back corner by corner', () => {
    const back = outlinePen.back({ ...base, ...draw(corners) })
    expect(back.sketch).toMatchObject({ corners: corners.slice(0, 2) })
  })
  test('cuts a hole or adds a part where that is asked for', () => {
    const selected = polygon
    const hole: [number, number][] = [[35, 35], [45, 35], [45, 45], [35, 35]] // prettier-ignore
    expect((draw(hole, { ...base, tool: 'hole', selected }).change as Polygon).parts[0]?.holes).toHaveLength(2)
    expect((draw([...corners, [10, 10]], { ...base, tool: 'part', selected }).change as Polygon).parts).toHaveLength(2)
  })
})
