import { describe, expect, test } from 'vitest'
import type { SegmentAnswer, SegmentsQuestion } from '../../api/types'
import { kindOf } from '..'
import { lanesOf } from './lanes'
import {
  begun,
  drawn,
  ended,
  fitted,
  inOrder,
  keyOf,
  neighbour,
  nudged,
  pressLabel,
  pulled,
  put,
  remove,
  retimed,
  roomAt,
  select,
  selectedIn,
  setAttribute,
  shifted,
  viewOf,
  type SegmentsDraft,
} from './model'
import { anchors, snapped } from './snap'

const question: SegmentsQuestion = {
  kind: 'segments',
  name: 'q',
  title: 'Q',
  labels: [{ name: 'a' }, { name: 'b', title: 'Bee' }],
  attributes: [{ kind: 'text', name: 'note', title: 'Note', on: ['b'] }],
}
const apart: SegmentsQuestion = { ...question, overlap: 'none' }
const segment = (start: number, end: number, label = 'a'): SegmentAnswer => ({ label, start, end })
const draft = (...segments: SegmentAnswer[]): SegmentsDraft => ({
  answer: segments.length > 0 ? segments : undefined,
  view: undefined,
})
const LENGTH = 10.0007

describe('lanes', () => {
  test('are one while nothing overlaps, also where one begins as another ends', () =>
    expect(lanesOf([segment(0, 1), segment(1, 2), segment(3, 4)])).toEqual([0, 0, 0]))
  test('are as many as overlap at once, and a lane that is free again is used again', () =>
    expect(lanesOf([segment(0, 5), segment(1, 2), segment(1.5, 3), segment(2, 4), segment(6, 7)])).toEqual([0, 1, 2, 1, 0]))
  test('do not hang on the order they come in', () => expect(lanesOf([segment(1, 2), segment(0, 5)])).toEqual([1, 0]))
})

describe('a border that is dragged', () => {
  const to = anchors([segment(2, 3)], 10, 5)
  test('holds to a border, an end of the recording or the play head within reach', () =>
    expect([2.04, 2.96, 5.01, 0.03, 9.99].map(t => snapped(t, to, 0.05))).toEqual([2, 3, 5, 0, 10]))
  test('stays where it is beyond it', () => expect(snapped(2.06, to, 0.05)).toBe(2.06))
  test('to nothing stays where it is', () => expect(snapped(1, [], 5)).toBe(1))
  test('does not cross the other one', () => {
    expect(pulled(segment(2, 3), 'start', 8, 10)).toEqual({ start: 2.999, end: 3 })
    expect(pulled(segment(2, 3), 'end', 1, 10)).toEqual({ start: 2, end: 2.001 })
    expect(pulled(segment(2, 3), 'end', 80, 10).end).toBe(10)
  })
})

describe('times', () => {
  test('are kept to milliseconds, inside the recording', () => {
    expect(fitted({ start: 1.23456, end: 2.34567 }, LENGTH)).toEqual({ start: 1.235, end: 2.346 })
    expect(fitted({ start: -3, end: 40 }, LENGTH)).toEqual({ start: 0, end: 10 })
  })
  test('are never nothing, even at the very end', () =>
    expect(fitted({ start: 12, end: 12 }, LENGTH)).toEqual({ start: 9.999, end: 10 }))
  test('of the whole are shifted as far as there is room', () => {
    const room = { start: 0, end: 10 }
    expect(shifted(segment(2, 3), 20, room)).toEqual({ start: 9, end: 10 })
    expect(shifted(segment(2, 3), -20, room)).toEqual({ start: 0, end: 1 })
    expect(shifted(segment(2.001, 3.002), 0.12345, room)).toEqual({ start: 2.124, end: 3.125 })
  })
})

describe('where none may overlap', () => {
  const others = [segment(1, 2), segment(4, 5)]
  test('there is room between the neighbours only', () => {
    expect(roomAt(apart, others, segment(2.5, 3), 10)).toEqual({ start: 2, end: 4 })
    expect(roomAt(question, others, segment(2.5, 3), 10)).toEqual({ start: 0, end: 10 })
  })
  test('one that would is refused with what is in the way, and the answer stays', () => {
    const before = draft(segment(1, 2, 'b'))
    const after = drawn(apart, before, { start: 1.5, end: 3 }, 10)
    expect(after.answer).toBe(before.answer)
    expect(viewOf(after.view).refused).toContain('a Bee')
  })
  test('one may begin where another ends', () =>
    expect(drawn(apart, draft(segment(1, 2)), { start: 2, end: 3 }, 10).answer).toHaveLength(2))
})

describe('segments are changed', () => {
  test('what is drawn has the current label, stands in its place by time and is selected', () => {
    const labelled = pressLabel(question, draft(segment(5, 6)), 'b')
    const after = drawn(question, labelled, { start: 1, end: 2 }, 10)
    expect(after.answer).toEqual([segment(1, 2, 'b'), segment(5, 6)])
    expect(selectedIn(after)).toEqual(segment(1, 2, 'b'))
  })
  test('in one order: by beginning, the longer first, then as the labels are', () => {
    const all = [segment(1, 2, 'b'), segment(1, 2), segment(1, 3), segment(0, 1)]
    expect(inOrder(question, all).map(keyOf)).toEqual(['0-1 a', '1-3 a', '1-2 a', '1-2 b'])
  })
  test('a label’s key gives the selected one another, without what was only asked of the old', () => {
    const b = { ...segment(1, 2, 'b'), attributes: { note: 'x' } }
    expect(pressLabel(question, select(draft(b), b), 'a').answer).toEqual([segment(1, 2)])
  })
  test('a border is nudged and stops at the ends', () => {
    const before = draft(segment(0.005, 9.995))
    const [one] = before.answer!
    expect(nudged(question, before, one!, 'start', -0.01, 10).answer).toEqual([segment(0, 9.995)])
    expect(nudged(question, before, one!, 'end', 0.1, 10).answer).toEqual([segment(0.005, 10)])
    expect(nudged(question, before, one!, 'end', -0.01, 10).answer).toEqual([segment(0.005, 9.985)])
  })
  test('the same times change nothing, so that nothing is to be undone', () => {
    const before = draft(segment(1, 2))
    expect(retimed(question, before, before.answer![0]!, { start: 1.0001, end: 2 }, 10)).toBe(before)
  })
  test('the same segment twice is refused', () => {
    const after = put(question, draft(segment(1, 2)), undefined, segment(1, 2))
    expect(after.answer).toHaveLength(1)
    expect(viewOf(after.view).refused).toContain('already')
  })
  test('the last one removed leaves nothing said', () => {
    const before = draft(segment(1, 2))
    expect(remove(before, before.answer![0]!).answer).toBeUndefined()
  })
  test('what is asked about one is kept with it', () => {
    const before = draft(segment(1, 2, 'b'))
    expect(setAttribute(question, before, before.answer![0]!, 'note', 'loud').answer![0]!.attributes).toEqual({ note: 'loud' })
  })
})

describe('by keys alone', () => {
  test('one begins at one time and ends at another, whichever comes first', () => {
    expect(ended(question, begun(draft(), 2), 3.5, 10).answer).toEqual([segment(2, 3.5)])
    expect(ended(question, begun(draft(), 3.5), 2, 10).answer).toEqual([segment(2, 3.5)])
  })
  test('an end without a beginning is refused in words, and so is nothing between them', () => {
    expect(viewOf(ended(question, draft(), 3, 10).view).refused).toContain('I')
    expect(viewOf(ended(question, begun(draft(), 3), 3, 10).view).refused).toContain('begins')
  })
  test('Tab goes from one to the next and out at the last', () => {
    const [a, b] = [segment(1, 2), segment(3, 4)]
    const all = draft(a, b)
    expect([neighbour(all, 1), neighbour(select(all, a), 1), neighbour(select(all, b), 1)]).toEqual([a, b, undefined])
    expect(neighbour(all, -1)).toEqual(b)
  })
  test('labels get keys that the recording does not need', () => {
    const labels = Array.from({ length: 24 }, (_, i) => ({ name: `l${i}` }))
    const keys = kindOf(question)
      .keys({ ...question, labels } as SegmentsQuestion, undefined, new Set())
      .map(k => k.key)
    expect(keys.filter(key => ['0', 'i', 'o', 'l', 'space'].includes(key))).toEqual([])
    expect(keys.length).toBeGreaterThan(15)
  })
})

describe('as an answer', () => {
  const kind = kindOf(question)
  test('no segment is one, and nothing said is not', () => {
    expect([kind.isEmpty([]), kind.isEmpty(undefined)]).toEqual([false, true])
    expect(kind.problem(question, [])).toBeNull()
    expect(kind.problem(question, undefined)).not.toBeNull()
  })
  test('an attribute that is missing is named with its segment', () =>
    expect(kind.problem(question, [segment(0, 1), segment(1, 2, 'b')])).toContain('Number 2, Bee, “Note”'))
  test('reads as labels with how many', () =>
    expect(kind.summary(question, [segment(0, 1), segment(1, 2, 'b'), segment(3, 4)])).toEqual({ text: 'a × 2, Bee', color: 1 }))
})
