import { describe, expect, test } from 'vitest'
import type { ChoiceQuestion } from '../../api/types'
import { bindings, firstProblem, given, goesOnByKey, kindOf, summarise } from '..'
import { chosenPaths, goUp, pick, toggle } from './answer'
import { assignKeys, colorAt, pathTitle, places, RESERVED } from './labels'
import { matching, needsSearch } from './search'

const single: ChoiceQuestion = {
  kind: 'choice',
  mode: 'single',
  name: 'topic',
  title: 'Topic?',
  labels: [
    { name: 'a', color: 3 },
    { name: 'b', title: 'Bee' },
  ],
}
const several: ChoiceQuestion = {
  ...single,
  mode: 'multiple',
  name: 'tags',
  labels: ['x', 'y', 'z'].map(name => ({ name })),
  min: 1,
  max: 2,
}
const tree: ChoiceQuestion = {
  ...single,
  mode: 'taxonomy',
  name: 'place',
  labels: [
    {
      name: 'food',
      title: 'Food',
      color: 5,
      children: [
        { name: 'fruit', title: 'Fruit' },
        { name: 'bread', title: 'Bread' },
      ],
    },
    { name: 'other', title: 'Other' },
  ],
}

describe('keys', () => {
  test('digits first, then letters, then with Shift, around those the page and other questions need, until they run out', () => {
    const keys = assignKeys(
      Array.from({ length: 60 }, (_, i) => ({ name: String(i) })),
      new Set(['2']),
    )
    expect(keys.slice(0, 12)).toEqual(['1', '3', '4', '5', '6', '7', '8', '9', '0', 'q', 'w', 'e'])
    expect(keys.filter(k => k !== undefined && RESERVED.has(k))).toEqual([])
    expect(keys.slice(25, 29)).toEqual(['b', 'm', 'shift+q', 'shift+w'])
    expect(keys.at(-1)).toBeUndefined()
  })
  test('a label keeps the key its schema names, and nobody else gets it', () => {
    expect(assignKeys([{ name: 'a' }, { name: 'b', key: '1' }, { name: 'c', key: 'X' }], new Set())).toEqual(['2', '1', 'x'])
  })
  test('the current question has all its keys, the others only those of the schema', () => {
    const schema = { fields: [], questions: [{ ...single, labels: [{ name: 'a', key: 'q' }, { name: 'b' }] }, several] }
    expect(bindings(schema, {}, 1).map(all => all.map(k => k.key))).toEqual([['q'], ['1', '2', '3']])
    expect(bindings(schema, {}, 0).map(all => all.map(k => k.key))).toEqual([['q', '1'], []])
  })
})

describe('choosing', () => {
  test('one label replaces another and is taken back by itself', () => {
    expect(toggle(single, undefined, ['a'])).toBe('a')
    expect(toggle(single, 'a', ['b'])).toBe('b')
    expect(toggle(single, 'b', ['b'])).toBeUndefined()
  })
  test('several labels are kept in the order of the schema, and never more than allowed', () => {
    expect(toggle(several, ['z'], ['x'])).toEqual(['x', 'z'])
    expect(toggle(several, ['x', 'z'], ['y'])).toEqual(['x', 'z'])
    expect(toggle(several, ['x'], ['x'])).toBeUndefined()
  })
  test('in a tree a branch opens, a leaf is chosen, and one step up closes', () => {
    const opened = pick(tree, { answer: undefined, view: undefined }, ['food'], tree.labels[0]!)
    expect(opened).toEqual({ answer: undefined, view: { open: ['food'] } })
    const chosen = pick(tree, opened, ['food', 'fruit'], tree.labels[0]!.children![0]!)
    expect(chosen.answer).toEqual([['food', 'fruit']])
    expect(goUp(chosen).view).toEqual({ open: [] })
    expect(
      kindOf(tree)
        .keys(tree, { open: ['food'] }, new Set())
        .map(k => [k.key, k.target]),
    ).toEqual([
      ['1', 'fruit'],
      ['2', 'bread'],
      ['backspace', ''],
    ])
  })
  test('a label of a tree takes the colour above it', () => {
    expect(colorAt(tree, ['food', 'bread'])).toBe(5)
    expect(pathTitle(tree, ['food', 'bread'])).toBe('Food › Bread')
    expect(places(tree.labels).map(p => p.depth)).toEqual([0, 1, 1, 0])
  })
  test('every mode reads as paths', () => {
    expect([chosenPaths(single, 'a'), chosenPaths(several, ['x', 'y']), chosenPaths(tree, [['food', 'fruit']])]).toEqual([
      [['a']],
      [['x'], ['y']],
      [['food', 'fruit']],
    ])
  })
})

test('a label is found by words of its title or hint, beginnings first', () => {
  const all = places([
    { name: 'snow_white', title: 'Snow white' },
    { name: 'w', title: 'White' },
    { name: 'b', title: 'Black', hint: 'never white' },
  ])
  expect(matching(all, 'whi').map(p => p.label.name)).toEqual(['w', 'snow_white', 'b'])
  expect(matching(all, 'snow white').map(p => p.label.name)).toEqual(['snow_white'])
})

describe('the whole task', () => {
  const schema = { fields: [], questions: [single, { ...several, required: false, min: 0 }] }
  test('names the first question that still needs an answer', () => {
    expect(firstProblem(schema, {})?.index).toBe(0)
    expect(firstProblem(schema, { topic: 'a' })).toBeNull()
  })
  test('sends only what was said', () => expect(given(schema, { topic: 'a', tags: [], gone: 'x' })).toEqual({ topic: 'a' }))
  test('reads in a few words, with the first colour', () =>
    expect(summarise(schema, { topic: 'b', tags: ['x', 'y'] })).toEqual({ text: 'Bee · x, y', color: 2 }))
  test('goes on by one key only where that key is the whole answer', () => {
    expect(goesOnByKey({ fields: [], questions: [single] })).toBe(true)
    expect(goesOnByKey({ fields: [], questions: [{ ...single, required: false }] })).toBe(false)
    expect(goesOnByKey({ fields: [], questions: [several] })).toBe(false)
    expect(goesOnByKey(schema)).toBe(false)
  })
})

test('a label is searched for where there are many, or where some are out of sight', () => {
  const many = (n: number) => ({ ...single, labels: Array.from({ length: n }, (_, i) => ({ name: `l${i}` })) })
  expect([many(12), many(13)].map(needsSearch)).toEqual([false, true])
  expect(needsSearch({ ...single, mode: 'taxonomy' })).toBe(true)
})
