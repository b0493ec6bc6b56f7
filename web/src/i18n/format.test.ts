import { expect, test } from 'vitest'
import { en } from './en'
import { formats } from './format'
import { aside, b, parts, plain } from './rich'

const f = formats('en-GB')

test('thousands have a comma, and below 1,000 there is never a k', () => {
  expect(f.num(9412)).toBe('9,412')
  expect([0, 159, 999, 12_000, 24_000].map(f.tick)).toEqual(['0', '159', '999', '12k', '24k'])
})
test('percent has a thin space that keeps it on one line, and at most one decimal, and a small share is not nothing', () => {
  expect(f.percent(0.71)).toBe('71\u202f%')
  expect(f.percent(0.033)).toBe('3.3\u202f%')
  expect(f.percent(0)).toBe('0\u202f%')
  expect(f.percentRange(0.66, 0.76)).toBe('66–76\u202f%')
})
test('a coefficient has two decimals and a true minus', () => {
  expect([f.score(0.8), f.scoreRange(0.78, 0.834)]).toEqual(['0.80', '0.78–0.83'])
  expect(f.scoreRange(-0.12, 0.44)).toBe('−0.12–0.44')
})
test('seconds have one decimal, longer times minutes', () =>
  expect([f.seconds(11.42), f.seconds(125)]).toEqual(['11.4 s', '2 min 5 s']))
test('bytes are in powers of a thousand', () =>
  expect([f.bytes(999), f.bytes(1234), f.bytes(5_000_000_000)]).toEqual(['999 B', '1.2 kB', '5.0 GB']))
test('an age is in its largest sensible unit', () => {
  expect([4_000, 720_000, 3 * 3_600_000, 6 * 86_400_000].map(f.age)).toEqual([
    { value: 4, unit: 'second' },
    { value: 12, unit: 'minute' },
    { value: 3, unit: 'hour' },
    { value: 6, unit: 'day' },
  ])
})
test('a date of this year goes without its year', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  expect([f.date('2026-10-28T12:00:00Z', now), f.date('2025-10-28T12:00:00Z', now)]).toEqual(['28 Oct', '28 Oct 2025'])
  expect([f.dateLong('2026-10-28T12:00:00Z', now), f.dateLong('2031-10-28T12:00:00Z', now)]).toEqual([
    '28 October',
    '28 October 2031',
  ])
})

test('emphasis is marked so that data cannot pass for markup', () => {
  expect(parts(`${b('9 of 24')} mails ${aside('[1–2]')}.`)).toEqual([
    { as: 'b', text: '9 of 24' },
    { as: 'plain', text: ' mails ' },
    { as: 'aside', text: '[1–2]' },
    { as: 'plain', text: '.' },
  ])
  expect(parts('a **b** <b>c</b>')).toEqual([{ as: 'plain', text: 'a **b** <b>c</b>' }])
  expect(plain(`${b('x')} y`)).toBe('x y')
})

test('the noun of a project is put into the singular for one', () => {
  expect(['mails', 'stories', 'boxes', 'sentences', 'texts'].map(en.common.singular)).toEqual([
    'mail',
    'story',
    'box',
    'sentence',
    'text',
  ])
  expect([en.common.items(1, 'mails'), en.common.items(1200, 'mails')]).toEqual(['1 mail', '1,200 mails'])
})

test('one of something is counted in the singular', () => {
  const plain = (rich: string) => rich.replace(/[\uE000-\uE003]/g, '')
  expect(plain(en.overview.lead(0, 1, 'mails'))).toBe('0 of 1 mail is decided.')
  expect(plain(en.overview.lead(1, 40, 'mails'))).toBe('1 of 40 mails is decided.')
  expect(plain(en.overview.leadDone(1, 'mails'))).toBe('The one mail is decided.')
  expect(en.ingest.rows(1)).toBe('1 row read')
  expect(plain(en.disputes.headline(2, 0, 2))).toBe('Two people differ on both questions.')
  expect(plain(en.disputes.headline(3, 0, 3))).toBe('Three people differ on all three questions.')
})

test('what the server said ends in one full stop', () =>
  expect(en.annotate.refusedBody('It is gone.')).toBe('The server said: It is gone. It is kept here.'))
