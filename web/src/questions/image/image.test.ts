import { describe, expect, test } from 'vitest'
import type { Box, BoxesQuestion } from '../../api/types'
import type { Draft } from '../contract'
import { inRing, ringArea, snap, toSegment, turn } from './geometry'
import { brushStep } from './preferences'
import {
  chooseLabel,
  neighbourIn,
  put,
  raise,
  regionsOf,
  remove,
  select,
  setAttribute,
  toggleHidden,
  toggleLabel,
  toggleLocked,
  viewOf,
} from './regions'
import { fit, pan, toImage, toScreen, wheelFactor, zoomTo } from './viewport'

const image = { width: 4000, height: 3000 }
const pane = { width: 1000, height: 700 }

describe('the viewport', () => {
  test('shows a whole image in the middle, with room at its edges', () => {
    const view = fit(image, pane)
    expect(toScreen(view, { x: 2000, y: 1500 })).toEqual({ x: 500, y: 350 })
    expect(toScreen(view, { x: 0, y: 0 }).y).toBeCloseTo(24)
  })
  test('keeps what is under the pointer there while it zooms', () => {
    let view = fit(image, pane)
    const at = { x: 613, y: 287 }
    const before = toImage(view, at)
    for (const zoom of [0.3, 1, 4, 17.3, 0.5]) {
      view = zoomTo(view, at, zoom, image, pane)
      expect(view.zoom).toBe(zoom)
      expect(toImage(view, at).x).toBeCloseTo(before.x, 9)
      expect(toImage(view, at).y).toBeCloseTo(before.y, 9)
    }
  })
  test('turns a place of the screen into one of the image and back', () => {
    const view = { x: -13.5, y: 7.25, zoom: 3.7 }
    expect(toScreen(view, toImage(view, { x: 12, y: 34 }))).toEqual({ x: 12, y: 34 })
  })
  test('never loses the image out of sight', () => {
    const view = pan(fit(image, pane), { x: 1e6, y: -1e6 }, image, pane)
    expect(view.x).toBeLessThan(pane.width)
    expect(view.y + image.height * view.zoom).toBeGreaterThan(0)
  })
  test('zooms as far by lines of a wheel as by the same way in pixels, and back again', () => {
    const [down, up] = [120, -120].map(deltaY => wheelFactor({ deltaY, deltaMode: 0, ctrlKey: false }))
    expect(down! * up!).toBeCloseTo(1)
    expect(wheelFactor({ deltaY: 7.5, deltaMode: 1, ctrlKey: false })).toBeCloseTo(down!)
  })
})

test('a place is kept on whole pixels unless one is larger than a pixel of the screen, and inside the image', () => {
  expect(snap({ x: 10.4, y: 20.6 }, image, 0.3)).toEqual({ x: 10, y: 21 })
  expect(snap({ x: 10.254, y: 20.6 }, image, 4)).toEqual({ x: 10.25, y: 20.6 })
  expect(snap({ x: -3, y: 9999 }, image, 1)).toEqual({ x: 0, y: 3000 })
})
test('geometry of lines and rings', () => {
  expect(turn({ x: 1, y: 0 }, { x: 0, y: 0 }, 90)).toEqual({ x: expect.closeTo(0), y: expect.closeTo(1) })
  expect(toSegment({ x: 5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(3)
  expect(toSegment({ x: 13, y: 4 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(5)
  const ring = [[0, 0], [4, 0], [4, 3], [0, 3]] as const // prettier-ignore
  expect([inRing(ring, { x: 1, y: 1 }), inRing(ring, { x: 5, y: 1 }), ringArea(ring)]).toEqual([true, false, 12])
})

describe('regions', () => {
  const box = (label: string, x: number): Box => ({ label, x, y: 0, width: 5, height: 5 })
  const draft = (...boxes: Box[]): Draft => ({ answer: boxes, view: undefined })
  const labels = (of: Draft) => regionsOf(of).map(r => r.label)
  const question: BoxesQuestion = { kind: 'boxes', name: 'q', title: 'Q', labels: [] }
  const three = draft(box('a', 1), box('b', 2), box('c', 3))

  test('a new one is on top and selected', () => {
    const next = put(draft(box('a', 1)), null, box('b', 2))
    expect([labels(next), viewOf(next).selected]).toEqual([['a', 'b'], 1])
  })
  test('the last one removed leaves the question open', () => expect(remove(draft(box('a', 1)), 0).answer).toBeUndefined())
  test('what is hidden or locked stays so when one before it goes', () => {
    const next = remove(toggleLocked(toggleHidden(three, 2), 1), 0)
    expect([labels(next), viewOf(next).hidden, viewOf(next).locked]).toEqual([['b', 'c'], [1], [0]])
  })
  test('a locked one cannot be removed', () => expect(labels(remove(toggleLocked(three, 1), 1))).toEqual(['a', 'b', 'c']))
  test('a label is for the next one and for the selected one, unless it is locked', () => {
    expect(labels(chooseLabel(question, three, 'z'))).toEqual(['a', 'b', 'c'])
    expect(labels(chooseLabel(question, select(three, 1), 'z'))).toEqual(['a', 'z', 'c'])
    expect(labels(chooseLabel(question, toggleLocked(select(three, 1), 1), 'z'))).toEqual(['a', 'b', 'c'])
  })
  test('raised to the top with its own lock', () => {
    const next = raise(toggleLocked(three, 0), 0, 'top')
    expect([labels(next), viewOf(next).locked, viewOf(next).selected]).toEqual([['b', 'c', 'a'], [2], 2])
  })
  test('every one of a label goes out of sight, and comes back', () => {
    const twice = draft(box('a', 1), box('b', 2), box('a', 3))
    expect(viewOf(toggleLabel(twice, 'a')).hidden).toEqual([0, 2])
    expect(viewOf(toggleLabel(toggleLabel(twice, 'a'), 'a')).hidden).toEqual([])
  })
  test('the next one is one in sight, and none after the last', () => {
    const hidden = toggleHidden(three, 1)
    expect(neighbourIn(hidden, 1)).toBe(0)
    expect(neighbourIn(select(hidden, 0), 1)).toBe(2)
    expect(neighbourIn(select(hidden, 2), 1)).toBeNull()
  })
  test('an attribute taken back leaves nothing behind', () => {
    const said = setAttribute(three, 0, 'pose', 'sits')
    expect(regionsOf(said)[0]?.attributes).toEqual({ pose: 'sits' })
    expect(regionsOf(setAttribute(said, 0, 'pose', undefined))[0]).toEqual(box('a', 1))
  })
})
test('the brush goes down to one pixel and no further', () => {
  expect([brushStep(24, 1), brushStep(24, -1), brushStep(1, -1), brushStep(512, 1)]).toEqual([32, 16, 1, 512])
})
