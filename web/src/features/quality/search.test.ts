import { describe, expect, test } from 'vitest'
import { choose, comparable, qualitySearch, sidesOf } from './search'

describe('the address of a view', () => {
  test('keeps what can be understood', () => {
    expect(qualitySearch({ question: 'intent', a: 3, b: 'final', row: 'billing', column: 'refund' })).toEqual({
      question: 'intent',
      a: 3,
      b: 'final',
      row: 'billing',
      column: 'refund',
    })
  })
  test('reads a person written as text, and a label or question that is a number', () => {
    expect(qualitySearch({ question: 7, a: '3', row: 1, column: 2 })).toEqual({ question: '7', a: 3, row: '1', column: '2' })
  })
  test('leaves out what means nothing, and half a cell', () => {
    expect(qualitySearch({ question: '', a: 'nobody', b: -1, row: 'billing' })).toEqual({})
    expect(qualitySearch({ a: 1.5, b: null, column: 'refund' })).toEqual({})
  })
  test('without sides is the final labels against everybody', () => {
    expect(sidesOf({})).toEqual({ a: 'final', b: 'everybody' })
  })
  test('with one side has the final labels on the other, as the server reads it', () => {
    expect(sidesOf({ a: 3 })).toEqual({ a: 3, b: 'final' })
    expect(sidesOf({ b: 3 })).toEqual({ a: 'final', b: 3 })
    expect(sidesOf({ a: 'everybody' })).toEqual({ a: 'everybody', b: 'final' })
    expect(sidesOf({ b: 'final' })).toEqual({ a: 'everybody', b: 'final' })
  })
  test('with sides that cannot be compared falls back', () => {
    expect(sidesOf({ a: 3, b: 3 })).toEqual({ a: 'final', b: 'everybody' })
    expect(sidesOf({ a: 3, b: 'everybody' })).toEqual({ a: 'final', b: 'everybody' })
  })
})

describe('choosing a side', () => {
  const usual = { a: 'final', b: 'everybody' } as const
  test('of two people compares them', () => expect(choose({ a: 2, b: 'final' }, 'b', 3)).toEqual({ a: 2, b: 3 }))
  test('that stands on the other side swaps the two', () => {
    expect(choose({ a: 2, b: 3 }, 'a', 3)).toEqual({ a: 3, b: 2 })
    expect(choose(usual, 'a', 'everybody')).toEqual({ a: 'everybody', b: 'final' })
  })
  test('that does not go with the other makes the other the final labels', () => {
    expect(choose(usual, 'a', 2)).toEqual({ a: 2, b: 'final' })
    expect(choose({ a: 2, b: 3 }, 'b', 'everybody')).toEqual({ a: 'final', b: 'everybody' })
  })
  test('always ends in sides that can be compared', () => {
    const all = ['final', 'everybody', 2, 3] as const
    for (const a of all)
      for (const b of all)
        for (const chosen of all)
          for (const which of ['a', 'b'] as const)
            if (comparable({ a, b })) {
              const next = choose({ a, b }, which, chosen)
              expect([next[which], comparable(next)]).toEqual([chosen, true])
            }
  })
})
