import { expect, test } from 'vitest'
import { allowed, type Focus } from './actions'

test('while someone types, only Ctrl combinations and what says so work', () => {
  expect(allowed({ key: '1' }, 'text')).toBe(false)
  expect(allowed({ key: 'ctrl+enter' }, 'text')).toBe(true)
  expect(allowed({ key: 'escape', inText: true }, 'text')).toBe(true)
})

test('a field of one line takes Enter where the page says so, a longer text keeps it', () => {
  expect(allowed({ key: 'enter', inLine: true }, 'line')).toBe(true)
  expect(allowed({ key: 'enter' }, 'line')).toBe(false)
  expect(allowed({ key: 'enter', inLine: true }, 'text')).toBe(false)
})

test('Space presses what is focused and reads on only where nothing is', () => {
  expect(['button', 'option', 'text', 'line'].map(focus => allowed({ key: 'space' }, focus as Focus))).toEqual(
    Array(4).fill(false),
  )
  expect(allowed({ key: 'space' }, 'other')).toBe(true)
  expect(allowed({ key: 'enter', yieldsToButtons: true }, 'option')).toBe(true)
})

test('a focused button keeps its own Enter', () => {
  expect(allowed({ key: 'enter', yieldsToButtons: true }, 'button')).toBe(false)
  expect(allowed({ key: 'enter', yieldsToButtons: true }, 'other')).toBe(true)
  expect(allowed({ key: '2' }, 'button')).toBe(true)
})

test('a text field keeps its own undo', () => {
  const undo = { key: 'ctrl+z', notInText: true }
  expect(['text', 'line', 'other', 'button'].map(focus => allowed(undo, focus as Focus))).toEqual([false, false, true, true])
})
