import { expect, test } from 'vitest'
import { allowed } from './actions'

test('while someone types, only Ctrl combinations and what says so work', () => {
  expect(allowed({ key: '1' }, 'text')).toBe(false)
  expect(allowed({ key: 'ctrl+enter' }, 'text')).toBe(true)
  expect(allowed({ key: 'escape', inText: true }, 'text')).toBe(true)
})

test('a focused button keeps its own Enter', () => {
  expect(allowed({ key: 'enter', yieldsToButtons: true }, 'button')).toBe(false)
  expect(allowed({ key: 'enter', yieldsToButtons: true }, 'other')).toBe(true)
  expect(allowed({ key: '2' }, 'button')).toBe(true)
})
