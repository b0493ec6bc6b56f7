import { describe, expect, test } from 'vitest'
import { offsetsOf } from './offsets'
import { breaksOf, toCharacters, toWords, trimmed, wordAt } from './words'

const family = '👩‍👩‍👧'

describe('offsets', () => {
  const texts = {
    plain: 'Ada met Bo.',
    emoji: `Hi 😀😀 ${family} there`,
    'combining marks': 'cafe\u0301 nai\u0308ve',
    CJK: '東京𠮷野家で食べた',
    'right to left': 'שלום 😀 עולם مرحبا',
    'carriage returns': 'one\r\ntwo 😀\r\nthree',
    'a lone half of a pair': 'a\ud83db\ude00c😀d',
  }
  test.each(Object.entries(texts))('of %s are counted in code points, as the server does', (_name, text) => {
    const offsets = offsetsOf(text)
    const points = [...text]
    expect(offsets.length).toBe(points.length)
    let units = 0
    for (const [index, point] of points.entries()) {
      expect(offsets.toUnits(index)).toBe(units)
      expect(offsets.toPoints(units)).toBe(index)
      if (point.length === 2) expect(offsets.toPoints(units + 1)).toBe(index)
      units += point.length
    }
    expect(offsets.toUnits(points.length)).toBe(text.length)
    expect(offsets.toPoints(text.length)).toBe(points.length)
    expect([offsets.toUnits(-1), offsets.toUnits(1e9), offsets.toPoints(1e9)]).toEqual([0, text.length, points.length])
  })
})

describe('words', () => {
  const snapped = (text: string, start: number, end: number) => {
    const found = toWords(text, breaksOf(text), { start, end })
    return found && text.slice(found.start, found.end)
  }
  test('a selection grows to the words it touches, and spaces at its ends fall away', () => {
    const text = 'The Port of  Esbjerg,\r\n before'
    expect(snapped(text, 5, 10)).toBe('Port of')
    expect(snapped(text, 3, 4)).toBeNull()
    expect(snapped(text, 11, 16)).toBe('Esbjerg')
    expect(snapped(text, 14, 21)).toBe('Esbjerg,')
    expect(snapped(text, 15, 27)).toBe('Esbjerg,\r\n before')
  })
  test('words of scripts without spaces, with accents and from right to left are whole', () => {
    expect(snapped('cafe\u0301 noir', 3, 4)).toBe('cafe\u0301')
    expect(snapped('שלום עולם', 6, 7)).toBe('עולם')
    expect('東京都に行く'.includes(snapped('東京都に行く', 0, 1) ?? '?')).toBe(true)
    expect(snapped(`so ${family}!`, 4, 5)).toBe(family)
  })
  test('character by character, no emoji is cut and no accent lost', () => {
    const text = `e\u0301${family}x`
    const cut = (start: number, end: number) => {
      const found = toCharacters(text, breaksOf(text), { start, end })
      return found && text.slice(found.start, found.end)
    }
    expect(cut(0, 1)).toBe('e\u0301')
    expect(cut(4, 5)).toBe(family)
    expect(cut(2 + family.length, 3 + family.length)).toBe('x')
    const long = 'a'.repeat(500) + family + 'b'.repeat(500)
    expect(breaksOf(long).characterAfter(503)).toBe(500 + family.length)
    expect(breaksOf(long).characterBefore(503)).toBe(500)
  })
  test('a word is found by a place in it, or in the space before it', () => {
    const { words } = breaksOf('one two three')
    expect([0, 2, 3, 4, 12, 13].map(at => wordAt(words, at))).toEqual([0, 0, 1, 1, 2, 3])
  })
  test('a selection of spaces is none', () => {
    expect(trimmed('a \n b', { start: 1, end: 4 })).toBeNull()
    expect(trimmed(' aa ', { start: 0, end: 4 })).toEqual({ start: 1, end: 3 })
  })
})
