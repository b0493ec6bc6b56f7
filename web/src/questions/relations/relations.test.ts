import { expect, test } from 'vitest'
import type { RelationsQuestion, SpanAnswer } from '../../api/types'
import { arc, depths, lanes, placeTags } from '../onText/layout'
import { begin, end, leaveRelation, pressRelation, relationsView, turn, type RelationsDraft } from './model'

const question: RelationsQuestion = {
  kind: 'relations',
  name: 'r',
  title: 'R',
  over: 'e',
  labels: [
    { name: 'in', from: ['PER'], to: ['LOC'] },
    { name: 'same', directed: false },
  ],
}
const empty: RelationsDraft = { answer: undefined, view: undefined }
const [ada, bo, rome]: [SpanAnswer, SpanAnswer, SpanAnswer] = [
  { start: 0, end: 3, label: 'PER' },
  { start: 5, end: 7, label: 'PER' },
  { start: 9, end: 13, label: 'LOC' },
]

test('from one mark to another a label’s key makes the relation; the only one that fits makes itself', () => {
  const both = end(question, begin(empty, ada), rome)
  expect(both.answer).toBeUndefined()
  expect(pressRelation(question, both, 'in').answer).toEqual([{ label: 'in', from: ada, to: rome }])
  expect(end(question, begin(empty, ada), bo).answer).toEqual([{ label: 'same', from: ada, to: bo }])
  expect(end(question, pressRelation(question, begin(empty, ada), 'in'), rome).answer).toEqual([
    { label: 'in', from: ada, to: rome },
  ])
})
test('a label that may not join the two is refused, as is the same relation twice, either way round if it has no direction', () => {
  const wrong = pressRelation(question, { ...begin(empty, rome), view: { from: rome, to: ada } }, 'in')
  expect(wrong.answer).toBeUndefined()
  expect(relationsView(wrong.view).refused).toBeTruthy()
  const same = end(question, begin(empty, ada), bo)
  const twice = end(question, begin(same, bo), ada)
  expect(twice.answer).toHaveLength(1)
  expect(relationsView(twice.view).refused).toBeTruthy()
  const made = { ...empty, answer: [{ label: 'in', from: ada, to: rome }] }
  expect(relationsView(turn(question, made, made.answer[0]!).view).refused).toBeTruthy()
})
test('letting go: the other end, then the first, then the label', () => {
  const both = end(question, begin(empty, ada), rome)
  const once = leaveRelation(both)!
  expect(relationsView(once.view)).toMatchObject({ from: ada, to: undefined })
  expect(relationsView(leaveRelation(once)!.view).from).toBeUndefined()
  expect(leaveRelation(leaveRelation(once)!)).toBeNull()
})

test('lines of marks that overlap lie at different depths, those of marks side by side at the same', () => {
  expect(
    depths([
      { start: 0, end: 9 },
      { start: 2, end: 4 },
      { start: 3, end: 12 },
      { start: 12, end: 14 },
    ]),
  ).toEqual([0, 1, 2, 0])
})
test('a tag that would cover its neighbour stands a row higher', () => {
  const box = (left: number, top = 20) => ({ left, top, width: 20, height: 20 })
  const places = placeTags([
    { box: box(0), width: 50 },
    { box: box(30), width: 20 },
    { box: box(60), width: 20 },
    { box: box(0, 80), width: 9 },
  ])
  expect(places.map(p => p.row)).toEqual([0, 1, 0, 0])
})
test('arcs over each other take lanes, and one to another line says how many it spans', () => {
  expect(
    lanes([
      { line: 1, left: 0, right: 90 },
      { line: 1, left: 10, right: 50 },
      { line: 2, left: 0, right: 90 },
    ]),
  ).toEqual([1, 0, 0])
  const end = (top: number, left: number) => ({ box: { left, top, width: 40, height: 26 }, rows: 1 })
  expect(arc(end(0, 0), end(0, 200), 64, 0).lines).toBe(0)
  expect(arc(end(0, 0), end(128, 200), 64, 0).lines).toBe(2)
})
