import { describe, expect, it } from 'vitest'
import type { Answers, LabelSchema, Question } from '../../api/types'
import { firstProblem, given, kindOf, summarise } from '..'

const melody = { kind: 'melody', name: 'tune', title: 'What is played?' } as unknown as Question
const schema = {
  fields: [{ name: 'audio', kind: 'audio' }],
  questions: [melody, { kind: 'rating', name: 'clear', title: 'How clear?', min: 1, max: 5 }],
} as LabelSchema

describe('a kind without an editor', () => {
  it('is said to be answered by programs, and breaks nothing', () => {
    expect(firstProblem(schema, { clear: 4 })).toEqual({ index: 0, message: expect.stringContaining('“melody”') as string })
    const answers: Answers = { tune: ['a', 'c'], clear: 4 }
    expect(firstProblem(schema, answers)).toBeNull()
    expect(given(schema, answers)).toEqual(answers)
    expect(summarise(schema, answers).text).toContain('answered by a program')
    expect(kindOf(melody).keys(melody, undefined, new Set())).toEqual([])
  })
})
