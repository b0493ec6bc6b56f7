import { expect, test } from 'vitest'
import { length, problem } from './rules'

const q = { kind: 'text' as const, name: 't', title: 'T', minLength: 2, maxLength: 3 }

test('characters are counted as people see them', () => expect(length('a👍é')).toBe(3))
test('too short, too long and missing are told apart', () => {
  expect(problem(q, ' ')).toBe('Write an answer.')
  expect(problem(q, 'a')).toContain('At least 2')
  expect(problem(q, 'abcd')).toContain('At most 3')
  expect(problem(q, ' abc ')).toBeNull()
  expect(problem({ ...q, required: false }, '')).toBeNull()
})
