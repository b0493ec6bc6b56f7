import { describe, expect, test } from 'vitest'
import type { PairwiseQuestion, RankingQuestion } from '../../api/types'
import { kindOf } from '..'
import { moveBy, moveTo, pick, tieWith } from './order'

const three: RankingQuestion = { kind: 'ranking', name: 'r', title: 'R', labels: ['a', 'b', 'c'].map(name => ({ name })) }
const tied: RankingQuestion = { ...three, ties: true }
const best: RankingQuestion = { ...three, top: 1 }

describe('ranking', () => {
  test('each key gives the next rank, and the last finds its place by itself', () => {
    expect(pick(three, undefined, 'b')).toEqual(['b'])
    expect(pick(three, ['b'], 'c')).toEqual(['b', 'c', 'a'])
    expect(pick(three, ['b', 'c', 'a'], 'c')).toEqual(['b', 'a'])
    expect(pick(best, undefined, 'b')).toEqual(['b'])
  })
  test('one step up or down passes one neighbour, and the ends are the ends', () => {
    expect(moveBy(three, ['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(moveBy(three, ['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
    expect(moveBy(three, ['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
    expect(moveBy(three, ['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
  })
  test('it is dragged to before another, or to the end', () => {
    expect(moveTo(three, ['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
    expect(moveTo(three, ['a', 'b', 'c'], 'a', 3)).toEqual(['b', 'c', 'a'])
    expect(moveTo(three, ['a', 'b'], 'c', 1)).toEqual(['a', 'c', 'b'])
  })
  test('equals share a rank in schema order where ties are allowed, and part again', () => {
    expect(tieWith(three, ['a', 'b', 'c'], 'c', 'a')).toEqual(['a', 'b', 'c'])
    expect(tieWith(tied, ['a', 'b', 'c'], 'c', 'b')).toEqual(['a', ['b', 'c']])
    expect(tieWith(tied, ['c', 'b', 'a'], 'a', 'c')).toEqual([['a', 'c'], 'b'])
    expect(moveBy(tied, [['a', 'c'], 'b'], 'c', -1)).toEqual(['c', 'a', 'b'])
    expect(moveBy(tied, [['a', 'c'], 'b'], 'c', 1)).toEqual(['a', 'c', 'b'])
  })
  test('the number key of a thing ranks it, and what is missing is said', () => {
    const kind = kindOf(three)
    expect(kind.keys(three, undefined, new Set()).map(k => [k.key, k.target])).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ])
    expect(kind.problem(three, ['a', 'b'])).toContain('one')
    expect(kind.problem(three, ['a', 'b', 'c'])).toBeNull()
    expect(kind.problem(best, ['b'])).toBeNull()
    expect(kind.problem({ ...three, required: false }, undefined)).toBeNull()
    expect(kind.problem({ ...three, required: false }, ['a'])).not.toBeNull()
  })
})

test('of two, keys 1 and 2 say which is better; a tie and both bad as the question allows', () => {
  const question: PairwiseQuestion = { kind: 'pairwise', name: 'p', title: 'P', a: 'x', b: 'y' }
  const targets = (q: PairwiseQuestion) =>
    kindOf(q)
      .keys(q, undefined, new Set())
      .map(k => `${k.key} ${k.target}`)
  expect(targets(question)).toEqual(['1 a', '2 b', '3 tie'])
  expect(targets({ ...question, tie: false, bothBad: true })).toEqual(['1 a', '2 b', '3 both_bad'])
})
