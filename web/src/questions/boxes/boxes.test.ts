import { describe, expect, test } from 'vitest'
import type { Box, BoxesQuestion } from '../../api/types'
import { kindOf } from '..'
import type { PenState } from '../image/shaping'
import { boxBounds, boxHandles, boxPen, fittedBox, holdsPoint, pullBox, shiftBox } from './shape'

const size = { width: 100, height: 80 }
const box: Box = { label: 'a', x: 10, y: 20, width: 30, height: 40 }
const question: BoxesQuestion = {
  kind: 'boxes',
  name: 'q',
  title: 'Q',
  labels: [{ name: 'a' }, { name: 'b', title: 'Bee' }],
  attributes: [{ kind: 'text', name: 'note', title: 'Note', on: ['b'] }],
}
const boxes = kindOf(question)

describe('a box is drawn', () => {
  const state = (sketch: unknown, zoom = 1): PenState => ({
    question,
    label: 'a',
    tool: 'draw',
    selected: null,
    grip: null,
    size,
    zoom,
    slack: 8,
    sketch,
    other: false,
  })
  const drawn = (from: [number, number], to: [number, number], zoom = 1) => {
    const [a, b] = [from, to].map(([x, y]) => ({ x, y }))
    return boxPen.release(b!, state(boxPen.press(a!, state(null, zoom)).sketch, zoom))
  }
  test('from any corner to the opposite one, on whole pixels', () =>
    expect(drawn([40.4, 60.2], [9.8, 20.3]).add).toEqual({ label: 'a', x: 10, y: 20, width: 30, height: 40 }))
  test('no further than the image', () =>
    expect(drawn([-5, 70], [20, 200]).add).toEqual({ label: 'a', x: 0, y: 70, width: 20, height: 10 }))
  test('and a press that hardly moves is a click, however near', () => {
    expect(drawn([10, 10], [12, 10])).toEqual({ sketch: null, isClick: true })
    expect(drawn([10, 10], [12, 12], 4).add).toMatchObject({ width: 2, height: 2 })
  })
})

describe('a box is changed', () => {
  test('at a corner, with the opposite one in its place', () =>
    expect(pullBox(box, 'nw', { x: 5, y: 6 }, size)).toEqual({ label: 'a', x: 5, y: 6, width: 35, height: 54 }))
  test('across its opposite corner', () =>
    expect(pullBox(box, 'nw', { x: 50, y: 70 }, size)).toEqual({ label: 'a', x: 40, y: 60, width: 10, height: 10 }))
  test('at a side, along one way only', () => expect(pullBox(box, 'e', { x: 90, y: 3 }, size)).toEqual({ ...box, width: 80 }))
  test('never to nothing, nor beyond the image', () => {
    expect(pullBox(box, 'e', { x: 10, y: 0 }, size)).toMatchObject({ x: 10, width: 1 })
    expect(pullBox(box, 'se', { x: 400, y: 400 }, size)).toMatchObject({ width: 90, height: 60 })
  })
  test('moved as far as the image goes', () => {
    expect(shiftBox(box, { x: -50, y: 7 }, size)).toMatchObject({ x: 0, y: 27, width: 30, height: 40 })
    expect(shiftBox(box, { x: 500, y: 500 }, size)).toMatchObject({ x: 70, y: 40 })
  })
  test('turned by its handle, in degrees clockwise from 0 to below 360', () => {
    const turned = (x: number, y: number) => pullBox(box, 'turn', { x, y }, size).rotation
    expect([turned(25, 0), turned(80, 40), turned(25, 79), turned(0, 40)]).toEqual([0, 90, 180, 270])
  })
  test('turned and drawn at a corner, its opposite corner stays', () => {
    const turned: Box = { ...box, rotation: 30 }
    const before = boxHandles(turned, true).find(h => h.id === 'nw')!
    const after = boxHandles(pullBox(turned, 'se', { x: 30, y: 70 }, size), true)
    expect(after.find(h => h.id === 'nw')!.x).toBeCloseTo(before.x, 1)
    expect(after.find(h => h.id === 'nw')!.y).toBeCloseTo(before.y, 1)
    expect(after.find(h => h.id === 'se')!.x).toBeCloseTo(30, 1)
  })
  test('eight handles, and one more where it may turn', () =>
    expect([boxHandles(box, false).length, boxHandles(box, true).length]).toEqual([8, 9]))
})
test('a turned box holds what lies in it, and its bounds hold all of it', () => {
  const turned: Box = { label: 'a', x: 0, y: 30, width: 100, height: 10, rotation: 90 }
  expect(holdsPoint(turned, { x: 50, y: 80 }, 0)).toBe(true)
  expect(holdsPoint(turned, { x: 80, y: 35 }, 0)).toBe(false)
  const { x, width } = boxBounds(turned)
  expect([x, width]).toEqual([expect.closeTo(45), expect.closeTo(10)])
})
test('put into a smaller image it is cut to it, or left out', () => {
  expect(fittedBox(box, { width: 25, height: 30 })).toMatchObject({ width: 15, height: 10 })
  expect(fittedBox(box, { width: 10, height: 30 })).toBeNull()
})

describe('as an answer', () => {
  test('no box is one, and nothing said is not', () => {
    expect([boxes.isEmpty([]), boxes.isEmpty(undefined)]).toEqual([false, true])
    expect(boxes.problem(question, [])).toBeNull()
    expect(boxes.problem(question, undefined)).not.toBeNull()
    expect(boxes.problem({ ...question, required: false }, undefined)).toBeNull()
  })
  test('an attribute is asked of its labels only, and named where it is missing', () => {
    expect(boxes.problem(question, [box])).toBeNull()
    expect(boxes.problem(question, [box, { ...box, label: 'b' }])).toContain('Number 2, Bee, “Note”')
    expect(boxes.problem(question, [{ ...box, label: 'b', attributes: { note: 'x' } }])).toBeNull()
  })
  test('reads as labels with how many', () =>
    expect(boxes.summary(question, [box, { ...box, label: 'b' }, box])).toEqual({ text: 'a × 2, Bee', color: 1 }))
  test('labels get keys that no tool of the image has', () => {
    const labels = Array.from({ length: 16 }, (_, i) => ({ name: `l${i}` }))
    const keys = boxes.keys({ ...question, labels }, undefined, new Set()).map(k => k.key)
    expect(keys.filter(key => ['0', 'v', 'b', 'h', 'l', 'i', 'c', 't'].includes(key))).toEqual([])
    // Outlines and masks have more tools.
    expect(keys).toEqual(expect.arrayContaining(['e', 'o']))
    const outlines = { ...question, kind: 'polygons' as const, labels }
    const more = kindOf(outlines)
      .keys(outlines, undefined, new Set())
      .map(k => k.key)
    expect(more.filter(key => ['p', 'o'].includes(key))).toEqual([])
  })
})
