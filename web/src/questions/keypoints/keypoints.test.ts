import { expect, test } from 'vitest'
import type { Keypoints, KeypointsQuestion } from '../../api/types'
import type { PenState } from '../image/shaping'
import { cutPoint, nextPoint, pointPen, pullPoint, shiftSkeleton, skeletonHolds, toggleSeen } from './shape'

const size = { width: 100, height: 100 }
const question: KeypointsQuestion = {
  kind: 'keypoints',
  name: 'q',
  title: 'Q',
  labels: [{ name: 'p' }],
  points: [{ name: 'head' }, { name: 'hip' }, { name: 'foot' }],
}
const state = (selected: Keypoints | null, grip: string | null = null, other = false): PenState => ({
  question,
  label: 'p',
  tool: 'draw',
  selected,
  grip,
  size,
  zoom: 1,
  slack: 4,
  sketch: null,
  other,
})
const two: Keypoints = { label: 'p', points: { head: [10, 10, 2], hip: [10, 50, 1] } }

test('presses set the points in order, and then begin another skeleton', () => {
  const first = pointPen.press({ x: 10.2, y: 10 }, state(null)).add as Keypoints
  expect(first).toEqual({ label: 'p', points: { head: [10, 10, 2] } })
  expect(pointPen.press({ x: 10, y: 50 }, state(first, null, true)).change).toEqual(two)
  const all = pointPen.press({ x: 12, y: 90 }, state(two)).change as Keypoints
  expect(pointPen.press({ x: 1, y: 2 }, state(all)).add).toEqual({ label: 'p', points: { head: [1, 2, 2] } })
})
test('a point that is asked for comes first', () => {
  const head: Keypoints = { label: 'p', points: { head: [1, 1, 2] } }
  expect([nextPoint(question, head, 'foot'), nextPoint(question, head, 'head'), nextPoint(question, two, null)]).toEqual([
    'foot',
    'hip',
    'foot',
  ])
})
test('a point is moved, hidden, shown again and taken away; the last takes the skeleton with it', () => {
  expect(pullPoint(two, 'hip', { x: 500, y: 7.4 }, size, 1).points['hip']).toEqual([100, 7, 1])
  expect(toggleSeen(toggleSeen(two, 'head'), 'head')).toEqual(two)
  expect(toggleSeen(two, 'hip').points['hip']?.[2]).toBe(2)
  expect(cutPoint(two, 'hip')?.points).toEqual({ head: [10, 10, 2] })
  expect(cutPoint({ label: 'p', points: { head: [1, 1, 2] } }, 'head')).toBeNull()
})
test('it moves as a whole and stays inside', () =>
  expect(shiftSkeleton(two, { x: -50, y: 1 }, size).points).toEqual({ head: [0, 11, 2], hip: [0, 51, 1] }))
test('it is found at its points and between two', () => {
  expect(skeletonHolds(two, { x: 12, y: 12 }, 4)).toBe(true)
  expect(skeletonHolds(two, { x: 12, y: 30 }, 4)).toBe(true)
  expect(skeletonHolds(two, { x: 40, y: 30 }, 4)).toBe(false)
})
