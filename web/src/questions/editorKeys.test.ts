import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LabelSchema, Question } from '../api/types'
import { bindings, takenFrom } from '.'
import { EDITOR_KEYS } from './editorKeys'

const labels = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `l${i}` }))
const boxes = (n: number): Question => ({ kind: 'boxes', name: 'b', title: '', labels: labels(n) })
const choice = (n: number): Question => ({ kind: 'choice', mode: 'single', name: 'c', title: '', labels: labels(n) })
const keysOf = (questions: Question[], index: number) =>
  bindings({ fields: [], questions } satisfies LabelSchema, {}, index)[index]!.map(b => b.key)

test('the keys of editors are those the server refuses: the table of the docs', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/formats/label-schema.md'), 'utf8')
  const rows = page.slice(page.indexOf('| key | what it does')).split('\n\n')[0]!.split('\n').slice(2)
  const ticked = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1]!)
  const told = rows.flatMap(row => {
    const [, keys = '', , kinds = ''] = row.split('|')
    return ticked(kinds).flatMap(kind => ticked(keys).map(key => `${kind} ${key}`))
  })
  const ours = Object.entries(EDITOR_KEYS).flatMap(([kind, keys]) =>
    keys.filter(key => key.length === 1).map(key => `${kind} ${key}`),
  )
  expect(ours.sort()).toEqual(told.sort())
})

describe('every key that an editor listens to is in the list of some kind', () => {
  const sources = import.meta.glob<string>('./*/use*Keys.ts', { query: '?raw', import: 'default', eager: true })
  const kinds: Record<string, readonly (keyof typeof EDITOR_KEYS)[]> = {
    image: ['boxes', 'polygons', 'masks', 'keypoints'],
    onText: ['spans', 'relations'],
    onAudio: ['segments'],
  }
  test.each(Object.entries(sources))('%s', (file, source) => {
    const known = kinds[file.split('/')[1]!]
    expect(known, `${file}: say here which kinds it is of, and list its keys in editorKeys.ts`).toBeDefined()
    const listed = new Set(known!.flatMap(kind => EDITOR_KEYS[kind] ?? []))
    const bound = [...source.matchAll(/\bact(?:ion)?\('((?:shift\+)?[^'+]|\+)'/g)].map(match => match[1]!)
    expect(bound.length).toBeGreaterThan(1)
    expect(bound.filter(key => !listed.has(key))).toEqual([])
  })
})

describe('keys of labels', () => {
  test('are digits, then letters, then letters with Shift, none twice and none an editor needs', () => {
    const keys = keysOf([boxes(36)], 0)
    expect(keys.slice(0, 10)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', 'q'])
    expect(keys).toHaveLength(36)
    expect(keys.at(-1)).toMatch(/^shift\+[a-z]$/)
    expect(new Set(keys).size).toBe(36)
    for (const key of EDITOR_KEYS.boxes!) expect(keys).not.toContain(key)
  })
  test('keep clear of the editors of other questions, but for digits, which belong to the question at hand', () => {
    expect(keysOf([choice(28)], 0)).toContain('b')
    const beside = keysOf([choice(28), boxes(1)], 0)
    expect(beside).not.toContain('b')
    expect(beside).toContain('0')
  })
  test('keep clear of the keys that labels of other questions ask for', () => {
    const taken = takenFrom(
      { fields: [], questions: [{ ...choice(1), labels: [{ name: 'x', key: 'Q' }] } as Question, boxes(1)] },
      1,
    )
    expect([...taken]).toContain('q')
  })
})
