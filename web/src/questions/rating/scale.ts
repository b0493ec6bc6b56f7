import type { RatingQuestion } from '../../api/types'

export const values = (q: RatingQuestion) => Array.from({ length: q.max - q.min + 1 }, (_, i) => q.min + i)

/** The value's own digit where the scale fits the digits, else its place on the scale. */
export function keyOf(q: RatingQuestion, value: number): string | undefined {
  if (q.min >= 0 && q.max <= 9) return String(value)
  const place = value - q.min + 1
  return place <= 9 ? String(place) : place === 10 ? '0' : undefined
}

export const caption = (q: RatingQuestion, value: number) => {
  const words = q.captions?.[String(value)]
  return words ? `${value} ${words}` : String(value)
}

/** The ordinal colour of a value: h1 at the low end, h5 at the high one. */
export const ordinal = (q: RatingQuestion, value: number) =>
  `var(--h${q.max === q.min ? 3 : 1 + Math.round(((value - q.min) / (q.max - q.min)) * 4)})`
