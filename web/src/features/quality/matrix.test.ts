import { describe, expect, test } from 'vitest'
import { byKappa, commonestMixUp, confusionShade, hasMatrix, isEmpty, kappaShade, rowShares } from './matrix'

describe('the confusion matrix', () => {
  const counts = [
    [8, 2, 0],
    [0, 5, 5],
    [0, 0, 0],
  ]
  test('is in percent of each row, and a row without answers has none', () => {
    expect(rowShares(counts)).toEqual([
      [80, 20, 0],
      [0, 50, 50],
      [null, null, null],
    ])
  })
  test('names the most common mix-up if there are enough answers in it', () => {
    expect(commonestMixUp(counts)).toEqual({ row: 1, column: 2, count: 5, share: 50 })
    expect(commonestMixUp([[9, 2]])).toBeNull()
  })
  test('is darker the more it needs a look', () => {
    expect([0, 1, 5, 9, 15].map(share => confusionShade(share, 3))).toEqual(['', 'h1', 'h2', 'h3', 'h4'])
    expect(confusionShade(100, 2)).toBe('h1')
    expect([0.9, 0.85, 0.84, 0.79, 0.65, 0.5].map(kappaShade)).toEqual(['h0', 'h0', 'h1', 'h2', 'h3', 'h4'])
  })
  test('exists for one choice and for ratings, not for sets and free answers', () => {
    const question = (level: string, isOpen = false) => hasMatrix({ level, isOpen })
    expect([question('nominal'), question('ordinal'), question('set'), question('nominal', true)]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
  test('is empty when no cell has an answer', () => {
    expect([isEmpty([[0], [0]]), isEmpty([[0, 1]]), isEmpty([])]).toEqual([true, false, true])
  })
  test('pairs are listed lowest first, those without a coefficient left out', () => {
    const estimate = (value: number) => ({ value, low: 0, high: 1, count: 9 })
    const pair = (a: number, kappa: number | null) => ({
      a,
      b: 9,
      tasks: 9,
      percent: null,
      kappa: kappa === null ? null : estimate(kappa),
      undefined: null,
    })
    expect(byKappa([pair(1, 0.8), pair(2, null), pair(3, 0.2)]).map(p => p.a)).toEqual([3, 1])
  })
})
