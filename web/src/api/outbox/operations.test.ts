import { describe, expect, test } from 'vitest'
import {
  cancelled,
  nextStep,
  pause,
  refusals,
  request,
  verdict,
  waiting,
  type Operation,
  type Submit,
  type Undo,
} from './operations'

const task = { id: 7, data: {}, source: null, reason: 'next', leaseExpiresAt: '', draft: null, guidelineVersion: 3 } as const
const submit = (id: string, more: Partial<Submit> = {}): Submit => ({
  id,
  kind: 'submit',
  personId: 1,
  projectId: 2,
  at: 0,
  attempts: 0,
  notBefore: 0,
  refused: null,
  task,
  answers: { topic: 'a' },
  leadTimeMs: 1200,
  tile: { label: 'A', color: 1, excerpt: '' },
  ...more,
})
const undo = (submissionId: string): Undo => ({
  id: `undo-${submissionId}`,
  kind: 'undo',
  personId: 1,
  projectId: 2,
  at: 0,
  attempts: 0,
  notBefore: 0,
  refused: null,
  submissionId,
  taskId: 7,
})
const refused = { status: 400, message: 'no', violations: [] }

describe('the next step', () => {
  test('answers go out in the order they were given', () => {
    expect(nextStep([submit('one'), submit('two')], 1, 0)).toMatchObject({ do: 'send', operation: { id: 'one' } })
  })
  test('an answer that waits for its pause holds the later ones back, so that an undo never overtakes it', () => {
    const log: Operation[] = [submit('one', { attempts: 1, notBefore: 500 }), undo('one')]
    expect(nextStep(log, 1, 100)).toEqual({ do: 'wait', until: 500 })
    expect(nextStep(log, 1, 500)).toMatchObject({ do: 'send', operation: { id: 'one' } })
  })
  test('a refused answer holds nobody up and is not sent again', () => {
    expect(nextStep([submit('one', { refused, attempts: 1 }), submit('two')], 1, 0)).toMatchObject({
      do: 'send',
      operation: { id: 'two' },
    })
    expect(nextStep([submit('one', { refused, attempts: 1 })], 1, 0)).toEqual({ do: 'rest' })
  })
  test('answers of another person on this browser stay until they sign in', () => {
    expect(nextStep([submit('one', { personId: 9 })], 1, 0)).toEqual({ do: 'rest' })
  })
  test('an answer never tried and its undo cancel out and neither is sent', () => {
    const log = [submit('one'), undo('one'), submit('two')]
    expect([...cancelled(log)]).toEqual(['one', 'undo-one'])
    expect(nextStep(log, 1, 0)).toEqual({ do: 'drop', ids: ['one', 'undo-one'] })
  })
  test('an answer once tried is sent before its undo, because the server may know it', () => {
    const log = [submit('one', { attempts: 1 }), undo('one')]
    expect([...cancelled(log)]).toEqual([])
    expect(nextStep(log, 1, 0)).toMatchObject({ do: 'send', operation: { id: 'one' } })
  })
  test('taking back a refused answer drops it', () => {
    expect([...cancelled([submit('one', { attempts: 1, refused }), undo('one')])]).toEqual(['one', 'undo-one'])
  })
})

describe('what is shown as kept here', () => {
  test('counts answers not acknowledged, without those taken back, refused, or of others', () => {
    const log = [
      submit('one'),
      submit('two', { attempts: 2 }),
      undo('two'),
      submit('three', { refused, attempts: 1 }),
      submit('four', { personId: 9 }),
    ]
    expect(waiting(log, 1).map(o => o.id)).toEqual(['one'])
    expect(refusals(log, 1).map(o => o.id)).toEqual(['three'])
  })
})

describe('what an answer of the server means', () => {
  test.each([
    [200, 'acknowledged'],
    [204, 'acknowledged'],
    [0, 'again'],
    [500, 'again'],
    [503, 'again'],
    [429, 'again'],
    [408, 'again'],
    [401, 'signed_out'],
    [400, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [409, 'refused'],
    [413, 'refused'],
  ])('%i is %s', (status, meaning) => expect(verdict(status)).toBe(meaning))
})

describe('the pause before trying again', () => {
  test('doubles from a second and never passes a minute and a quarter', () => {
    expect([1, 2, 3, 4].map(n => pause(n, 0.5))).toEqual([1000, 2000, 4000, 8000])
    expect(pause(50, 1)).toBe(75_000)
  })
  test('is spread by a quarter either way', () => {
    expect(pause(1, 0)).toBe(750)
    expect(pause(1, 1)).toBe(1250)
  })
})

test('a request carries the same id however often it is made', () => {
  expect(request(submit('one'))).toEqual(request(submit('one', { attempts: 5 })))
  expect(request(submit('one'))).toEqual({
    url: '/api/projects/2/submissions',
    body: { submissionId: 'one', taskId: 7, answers: { topic: 'a' }, leadTimeMs: 1200, guidelineVersion: 3 },
  })
  expect(request(undo('one'))).toEqual({ url: '/api/projects/2/undo', body: { submissionId: 'one' } })
})
