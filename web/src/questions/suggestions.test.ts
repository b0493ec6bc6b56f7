import { expect, test } from 'vitest'
import type { Answer, RelationsQuestion, SpanAnswer, SpansQuestion } from '../api/types'
import type { Draft } from './contract'
import { accept, acceptAll, allSettled, atHand, openParts, reject, rejectAll } from './suggestions'

const who: SpansQuestion = { kind: 'spans', name: 'who', title: 'Who?', labels: [{ name: 'PER' }, { name: 'ORG' }] }
const span = (start: number, end: number, label = 'PER'): SpanAnswer => ({ start, end, label })
const proposed = [span(0, 4), span(6, 9, 'ORG'), span(12, 15)]
const empty: Draft = { answer: undefined, view: undefined, settled: [], pointed: null }
const open = (draft: Draft, suggestion: Answer | undefined = proposed) => openParts(who, suggestion, draft, {})

test('the first part is at hand; taken over it is in the answer, and the next one is', () => {
  const first = atHand(open(empty), empty)!
  expect(first.place).toBe(0)
  const after = accept(who, empty, open(empty), first)
  expect(after.answer).toEqual([span(0, 4)])
  expect([after.settled, after.pointed]).toEqual([[0], 1])
  expect(open(after).map(part => part.place)).toEqual([1, 2])
})

test('a part that was taken over and changed does not come back', () => {
  const after = { ...accept(who, empty, open(empty), open(empty)[0]!), answer: [span(0, 5)] as Answer }
  expect(open(after).map(part => part.place)).toEqual([1, 2])
})

test('what is rejected stays out, and after the last the one before is at hand', () => {
  const last = { ...empty, pointed: 2 }
  const after = reject(last, open(last), atHand(open(last), last)!)
  expect([after.answer, after.settled, after.pointed]).toEqual([undefined, [2], 1])
})

test('a part that is in the answer anyway is not asked about', () => {
  expect(open({ ...empty, answer: [span(6, 9, 'ORG')] as Answer }).map(part => part.place)).toEqual([0, 2])
})

test('a part that the answer has no room for stays open, with the reason', () => {
  const drawn: Draft = { ...empty, answer: [span(2, 7)] as Answer }
  const after = accept(who, drawn, open(drawn), open(drawn)[0]!)
  expect([after.answer, after.settled]).toEqual([drawn.answer, []])
  expect((after.view as { refused?: string }).refused).toBeTruthy()
})

test('all at once', () => {
  expect(acceptAll(who, empty, open(empty)).answer).toEqual(proposed)
  expect(rejectAll(empty, open(empty)).settled).toEqual([0, 1, 2])
  expect(allSettled({ who: proposed as Answer, topic: 'x' })).toEqual({ who: [0, 1, 2] })
})

test('a relation is proposed once both its ends are in the answer', () => {
  const rel: RelationsQuestion = { kind: 'relations', name: 'rel', title: 'How?', over: 'who', labels: [{ name: 'knows' }] }
  const suggestion = [{ label: 'knows', from: span(0, 4), to: span(12, 15) }] as unknown as Answer
  expect(openParts(rel, suggestion, empty, { who: [span(0, 4)] as Answer })).toEqual([])
  expect(openParts(rel, suggestion, empty, { who: [span(0, 4), span(12, 15)] as Answer })).toHaveLength(1)
})
