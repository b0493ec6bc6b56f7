import { describe, expect, test } from 'vitest'
import type { Claim, ClaimedTask } from '../../api/types'
import { leadClock } from './leadTime'
import { neighbour, nextUnanswered, nothing, step, type Work, type WorkEvent } from './work'

const task = (id: number, draft: ClaimedTask['draft'] = null): ClaimedTask => ({
  id,
  data: {},
  source: null,
  reason: 'next',
  leaseExpiresAt: '',
  draft,
  guidelineVersion: 1,
})
const claim = (...tasks: ClaimedTask[]): Claim => ({
  tasks,
  empty: null,
  progress: { mineToday: 0, mine: 0, decided: 0, total: 9 },
})
const claimed = (tasks: ClaimedTask[], without: number[] = [], drafts = {}): WorkEvent => ({
  type: 'claimed',
  claim: claim(...tasks),
  without: new Set(without),
  drafts,
})
const run = (events: WorkEvent[], from: Work = nothing) => events.reduce(step, from)
const ids = (work: Work) => work.tasks.map(t => t.id)

describe('claims', () => {
  test('new tasks queue up behind those already here', () => {
    expect(ids(run([claimed([task(1), task(2)]), claimed([task(2), task(1), task(3)])]))).toEqual([1, 2, 3])
  })
  test('a task just answered here is not shown again by a claim that was under way', () => {
    expect(ids(run([claimed([task(1), task(2)], [1])]))).toEqual([2])
  })
  test('a task that waited here keeps the reason it came for, though it is asked for again', () => {
    const work = run([
      claimed([task(1)]),
      claimed([
        { ...task(1), reason: 'resumed' },
        { ...task(2), reason: 'resumed' },
      ]),
    ])
    expect(work.tasks.map(t => t.reason)).toEqual(['next', 'resumed'])
  })
  test('a draft of this browser is newer than the server’s', () => {
    const work = run([
      claimed([task(1, { q: 'server' }), task(2, { q: 'kept' })], [], { 1: { answers: { q: 'here' }, settled: { q: [0] } } }),
    ])
    expect(work.answers).toEqual({ 1: { q: 'here' }, 2: { q: 'kept' } })
    expect(work.settled).toEqual({ 1: { q: [0] }, 2: {} })
  })
  test('what is being answered is not overwritten by a later claim', () => {
    const work = run([
      claimed([task(1)]),
      { type: 'changed', index: 0, question: 'q', answer: 'mine', view: 1 },
      claimed([task(1, { q: 'old' })]),
    ])
    expect(work.answers[1]).toEqual({ q: 'mine' })
    expect(work.views).toEqual({ q: 1 })
  })
})

test('after an answer the next task is there at once, from its first question', () => {
  const work = run([claimed([task(1), task(2)]), { type: 'moved', index: 1, byKey: true }, { type: 'gone', taskId: 1 }])
  expect([ids(work), work.active, work.moved, work.answers]).toEqual([[2], 0, false, { 2: {} }])
})
test('a task taken back comes to the front with its answers', () => {
  const work = run([
    claimed([task(1), task(2)]),
    { type: 'gone', taskId: 1 },
    { type: 'returned', task: task(1), answers: { q: 'a' }, settled: { q: [0, 1] } },
  ])
  expect([ids(work), work.answers[1], work.settled[1]]).toEqual([[1, 2], { q: 'a' }, { q: [0, 1] }])
})
test('what became of a suggestion is taken back and done again with the answers', () => {
  const settle = (places: number[], answer: string[] | undefined): WorkEvent => ({
    type: 'changed',
    index: 0,
    question: 'q',
    answer,
    view: undefined,
    settled: places,
    pointed: 2,
  })
  const work = run([claimed([task(1)]), settle([0], ['a']), settle([0, 1], ['a'])])
  expect([work.settled[1], work.pointed]).toEqual([{ q: [0, 1] }, 2])
  const back = run([{ type: 'stepped', by: -1 }], work)
  expect([back.answers[1], back.settled[1], back.pointed]).toEqual([{ q: ['a'] }, { q: [0] }, null])
  const first = run([{ type: 'stepped', by: -1 }], back)
  expect([first.answers[1], first.settled[1]]).toEqual([{}, {}])
  expect(run([{ type: 'stepped', by: 1 }], first).settled[1]).toEqual({ q: [0] })
})
test('an answer taken away leaves no empty place', () => {
  const work = run([
    claimed([task(1)]),
    { type: 'changed', index: 0, question: 'q', answer: 'a', view: undefined },
    { type: 'changed', index: 0, question: 'q', answer: undefined, view: undefined },
  ])
  expect(work.answers[1]).toEqual({})
})
test('a lost lease drops what waits unseen and marks what is on screen', () => {
  const work = run([claimed([task(1), task(2), task(3)]), { type: 'leases', held: [3], lost: [1, 2] }])
  expect([ids(work), work.lost]).toEqual([[1, 3], [1]])
  expect(step(work, claimed([task(1)])).lost).toEqual([])
})
test('an objection goes when its question is answered', () => {
  const objected = run([claimed([task(1)]), { type: 'objected', index: 1, message: 'x' }])
  expect([objected.active, objected.objection?.message]).toEqual([1, 'x'])
  expect(step(objected, { type: 'changed', index: 1, question: 'q', answer: 'a', view: undefined }).objection).toBeNull()
})
test('keys move round the questions, and on to the next without an answer', () => {
  expect([neighbour(0, -1, 3), neighbour(2, 1, 3)]).toEqual([2, 0])
  const questions = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]
  expect(nextUnanswered({ a: 'x', b: 'y' }, questions, 0)).toBe(2)
  expect(nextUnanswered({ a: 'x', b: 'y', c: 'z' }, questions, 1)).toBe(1)
})

test('time on a hidden page does not count', () => {
  let now = 0
  const clock = leadClock(() => now)
  clock.restart(true)
  now = 1000
  clock.visible(false)
  now = 9000
  clock.visible(true)
  now = 9500
  expect(clock.elapsed()).toBe(1500)
  clock.restart(false)
  now = 20_000
  expect(clock.elapsed()).toBe(0)
})

describe('changes are taken back one by one', () => {
  const say = (answer: string | undefined, index = 0, isTyping = false): WorkEvent => ({
    type: 'changed',
    index,
    question: `q${index}`,
    answer,
    view: undefined,
    isTyping,
  })
  const back: WorkEvent = { type: 'stepped', by: -1 }
  const on: WorkEvent = { type: 'stepped', by: 1 }
  const answersOf = (...events: WorkEvent[]) => run([claimed([task(1), task(2)]), ...events]).answers[1]

  test('over all questions of the task, and done again', () => {
    const made = [say('a'), say('b', 1), say('c')]
    expect(answersOf(...made, back)).toEqual({ q0: 'a', q1: 'b' })
    expect(answersOf(...made, back, back)).toEqual({ q0: 'a' })
    expect(answersOf(...made, back, back, back, back)).toEqual({})
    expect(answersOf(...made, back, back, on)).toEqual({ q0: 'a', q1: 'b' })
    expect(answersOf(...made, back, back, on, on, on)).toEqual({ q0: 'c', q1: 'b' })
  })
  test('a new change forgets what was taken back', () =>
    expect(answersOf(say('a'), say('b'), back, say('c'), on)).toEqual({ q0: 'c' }))
  test('letters typed one after the other are one change', () =>
    expect(answersOf(say('x'), say('w', 1, true), say('wo', 1, true), say('wor', 1, true), back)).toEqual({ q0: 'x' }))
  test('looking around is no change', () => expect(run([claimed([task(1)]), say('a'), say('a'), say('a')]).past).toHaveLength(1))
  test('a task that comes next has nothing to take back', () =>
    expect(run([claimed([task(1), task(2)]), say('a'), { type: 'gone', taskId: 1 }, back]).answers[2]).toEqual({}))
  test('the question of the change is the one at hand', () =>
    expect(run([claimed([task(1)]), say('a', 1), say('b'), back, back]).active).toBe(1))
})
