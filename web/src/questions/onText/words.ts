// Words and characters of a text as people see them, and what a selection becomes: whole words, no spaces at its ends. Places are UTF-16 units. Pure.

export interface Stretch {
  readonly start: number
  readonly end: number
}

export interface Breaks {
  /** Words, numbers and single marks, in order; spaces are in none. */
  readonly words: readonly Stretch[]
  /** Where a character as people see it begins (an emoji of several code points is one), at or before a place. */
  characterBefore(at: number): number
  /** Where the next one begins, at or after a place. */
  characterAfter(at: number): number
}

/** A long text has its characters looked up around a place only. */
const NEAR = 64

export function breaksOf(text: string): Breaks {
  let words: Stretch[] | undefined
  const boundary = (at: number, after: boolean) => {
    if (at <= 0) return 0
    if (at >= text.length) return text.length
    // A line break is never inside a character, so that a window from one on cuts none; within a long line any window will do that is far enough.
    const from = Math.max(0, text.lastIndexOf('\n', at - 1) + 1, at - NEAR)
    let last = from
    for (const { index, segment } of characters.segment(text.slice(from, at + NEAR))) {
      if (from + index === at) return at
      if (from + index > at) return after ? from + index : last
      last = from + index
      if (last + segment.length > at && after) return last + segment.length
    }
    return last
  }
  return {
    get words() {
      return (words ??= wordsOf(text))
    },
    characterBefore: at => boundary(at, false),
    characterAfter: at => boundary(at, true),
  }
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

function wordsOf(text: string): Stretch[] {
  const found: Stretch[] = []
  for (const { index, segment } of segmenter.segment(text))
    if (/\S/u.test(segment)) found.push({ start: index, end: index + segment.length })
  return found
}

/** The index of the first word that ends after a place; the number of words when none does. */
export function wordAt(words: readonly Stretch[], at: number): number {
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle]?.end ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** A selection without the spaces at its ends; null when nothing is left. */
export function trimmed(text: string, { start, end }: Stretch): Stretch | null {
  const inside = text.slice(start, end)
  const without = inside.trim()
  if (without === '') return null
  const from = start + inside.length - inside.trimStart().length
  return { start: from, end: from + without.length }
}

/** Whole words: every word that a selection touches, as it is drawn; an empty one takes nothing. Marks are left out unless they are all there is. */
export function toWords(text: string, { words }: Breaks, selected: Stretch): Stretch | null {
  const inner = trimmed(text, selected)
  if (!inner) return null
  const first = words[wordAt(words, inner.start)]
  const last = words[wordAt(words, inner.end - 1)]
  if (!first || !last) return inner
  return { start: Math.min(first.start, inner.start), end: Math.max(last.end, inner.end) }
}

/** Whole characters: no selection cuts an emoji or takes an accent off its letter. */
export function toCharacters(text: string, breaks: Breaks, selected: Stretch): Stretch | null {
  const inner = trimmed(text, selected)
  return inner && { start: breaks.characterBefore(inner.start), end: breaks.characterAfter(inner.end) }
}
