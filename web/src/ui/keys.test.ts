import { expect, test } from 'vitest'
import { cap, pressed } from './keys'

const press = (key: string, code: string, mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  pressed({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...mods })

test.each([
  ['1', 'Digit1', {}, '1'],
  ['1', 'Numpad1', {}, '1'],
  ['&', 'Digit1', {}, '1'], // French keyboard: the digit by its place, unshifted
  ['Z', 'KeyZ', { shiftKey: true }, 'shift+z'],
  ['z', 'KeyY', {}, 'z'], // German keyboard: the letter by what it writes
  ['я', 'KeyZ', {}, 'z'], // Cyrillic keyboard: no Latin letter, so by place
  ['?', 'Slash', { shiftKey: true }, '?'],
  ['/', 'Digit7', { shiftKey: true }, '/'], // German slash
  ['Enter', 'Enter', { ctrlKey: true }, 'ctrl+enter'],
  ['k', 'KeyK', { metaKey: true }, 'ctrl+k'],
  [' ', 'Space', {}, 'space'],
  ['ArrowLeft', 'ArrowLeft', {}, 'arrowleft'],
] as const)('%s on %s is called %s', (key, code, mods, name) => expect(press(key, code, mods)).toBe(name))

test('a keycap says what is on the key', () => {
  expect(['z', 'ctrl+enter', 'arrowleft', 'escape', '?'].map(cap)).toEqual(['Z', 'Ctrl ↵', '←', 'Esc', '?'])
})
