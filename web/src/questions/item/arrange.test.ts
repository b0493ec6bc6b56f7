import { expect, test } from 'vitest'
import { arrange, type Shown } from './arrange'
import { turnsOf } from './turns'

const field = (name: string, text: string, more: object = {}): Shown => ({ field: { name, kind: 'text', ...more }, text })
const names = (all: readonly Shown[]) => {
  const { heading, facts, body } = arrange(all)
  return [heading?.field.name ?? null, facts.map(s => s.field.name), body.map(row => row.map(s => s.field.name).join(' | '))]
}

test('a mail has its subject for a title, its head as facts, its text to be read', () => {
  expect(names([field('subject', 'Hello'), field('from', 'a@b'), field('date', '2 Oct'), field('body', 'line\nline')])).toEqual([
    'subject',
    ['from', 'date'],
    ['body'],
  ])
})
test('a lone field is read, however short', () => expect(names([field('text', 'Short.')])).toEqual([null, [], ['text']]))
test('the last field is always read, even a short one', () =>
  expect(names([field('question', 'Why?'), field('answer', 'Because.')])).toEqual(['question', [], ['answer']]))
test('a first field of several lines is no title', () =>
  expect(names([field('a', 'x\ny'), field('b', 'z')])).toEqual([null, [], ['a', 'b']]))
test('fields beside each other share a row, and are neither title nor fact', () => {
  expect(names([field('prompt', 'Why?'), field('a', 'x'), field('b', 'y', { beside: true })])).toEqual(['prompt', [], ['a | b']])
  expect(names([field('a', 'x'), field('b', 'y', { beside: true }), field('c', 'z')])).toEqual([null, [], ['a | b', 'c']])
})
test('a conversation is read turn by turn, anything else as it is', () => {
  expect(
    turnsOf([
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: 'So.' },
    ])?.map(turn => turn.side),
  ).toEqual(['asks', 'answers'])
  expect([turnsOf('Why?'), turnsOf([{ role: 'user' }]), turnsOf([null])]).toEqual([null, null, null])
})
test('an empty optional field is left out, an empty required one shown as empty', () => {
  expect(names([field('a', 'x'), field('b', '', { required: false }), field('c', '')])).toEqual(['a', [], ['c']])
})
