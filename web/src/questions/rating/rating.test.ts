import { expect, test } from 'vitest'
import { kindOf } from '..'
import { keyOf, ordinal, values } from './scale'

const five = { kind: 'rating' as const, name: 'r', title: 'R', min: 1, max: 5, captions: { '1': 'low' } }

test('a value has its own digit, or its place on a scale that goes beyond them', () => {
  expect(values(five).map(v => keyOf(five, v))).toEqual(['1', '2', '3', '4', '5'])
  const far = { ...five, min: -2, max: 10 }
  expect([-2, 6, 7, 8].map(v => keyOf(far, v))).toEqual(['1', '9', '0', undefined])
})
test('the colours run from the low end to the high one', () => {
  expect(values(five).map(v => ordinal(five, v))).toEqual(['var(--h1)', 'var(--h2)', 'var(--h3)', 'var(--h4)', 'var(--h5)'])
  expect(ordinal({ ...five, max: 1 }, 1)).toBe('var(--h3)')
})
test('pressing the same value again takes it back', () => {
  const press = kindOf(five).keys(five, undefined, new Set())[2]!.press
  expect(press({ answer: undefined, view: undefined }).answer).toBe(3)
  expect(press({ answer: 3, view: undefined }).answer).toBeUndefined()
})
