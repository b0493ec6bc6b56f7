import { describe, expect, test } from 'vitest'
import type { LabelSchema, TaskStory } from '../../api/types'
import { finalSoFar, settle, start, votes, type Settling, type SettlingEvent } from './settle'

describe('settling a dispute', () => {
  const label = (name: string) => ({ name })
  const schema: LabelSchema = {
    fields: [],
    questions: ['same', 'one', 'two'].map(name => ({
      kind: 'choice' as const,
      mode: 'single' as const,
      name,
      title: name,
      labels: ['a', 'b'].map(label),
    })),
  }
  const story = {
    differing: ['one', 'two'],
    annotations: [
      { id: 1, state: 'counted', answers: { same: 'a', one: 'a', two: 'a' } },
      { id: 2, state: 'undone', answers: { same: 'b', one: 'b', two: 'b' } },
      { id: 3, state: 'counted', answers: { same: 'a', one: 'b' } },
      { id: 4, state: 'counted', answers: null },
    ],
  } as unknown as TaskStory
  const run = (events: SettlingEvent[]) => events.reduce<Settling>((s, e) => settle(s, e, story.differing), start)

  test('only answers that count are compared', () => expect(votes(story).map(a => a.id)).toEqual([1, 3]))
  test('what everybody said stands, what they differ on waits to be chosen', () => {
    expect(finalSoFar(schema, story, start, null)).toEqual({ same: 'a' })
  })
  test('choosing one difference moves on to the next open one', () => {
    const state = run([{ type: 'take', question: 'one', index: 1, answer: 'b', next: true }])
    expect(state.at).toBe(1)
    expect(finalSoFar(schema, story, state, null)).toEqual({ same: 'a', one: 'b' })
  })
  test('no answer can be what is chosen', () => {
    const state = run([{ type: 'take', question: 'two', index: 1, answer: undefined, next: true }])
    expect(state.choices['two']).toEqual({ answer: undefined, from: 1 })
    expect(finalSoFar(schema, story, state, null)).toEqual({ same: 'a' })
  })
  test('one person can be taken for every difference', () => {
    const state = run([{ type: 'take_all', index: 0, answers: { one: 'a', two: 'a' }, differing: story.differing }])
    expect(finalSoFar(schema, story, state, null)).toEqual({ same: 'a', one: 'a', two: 'a' })
  })
  test('an answer by hand stands above what was chosen', () => {
    const state = run([{ type: 'take', question: 'one', index: 0, answer: 'a', next: true }])
    expect(finalSoFar(schema, story, state, { same: 'b', one: 'b' })).toEqual({ same: 'b', one: 'b' })
  })
  test('the difference stays within bounds', () =>
    expect([run([{ type: 'move', to: -1 }]).at, run([{ type: 'move', to: 9 }]).at]).toEqual([0, 1]))
})
