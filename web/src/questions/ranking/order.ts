// What ranking does to an answer: the best first, equals together. Plain functions.
import type { RankingQuestion } from '../../api/types'

export type Ranks = (string | string[])[]

/** Each rank as a list. */
export const groups = (ranks: Ranks | undefined): string[][] => (ranks ?? []).map(rank => (Array.isArray(rank) ? rank : [rank]))

/** Alone is a name, together a list in schema order; nothing is undefined. */
export function ranksOf(question: RankingQuestion, all: readonly (readonly string[])[]): Ranks | undefined {
  const kept = all.filter(group => group.length > 0)
  const ranks = kept.map(group => {
    const [only] = group
    return group.length === 1 && only !== undefined ? only : question.labels.map(l => l.name).filter(name => group.includes(name))
  })
  return ranks.length > 0 ? ranks : undefined
}

/** How many must have a rank. */
export const needed = (question: RankingQuestion) => Math.min(question.top ?? question.labels.length, question.labels.length)

export const rankOf = (ranks: Ranks | undefined, name: string): number | null => {
  const place = groups(ranks).findIndex(group => group.includes(name))
  return place < 0 ? null : place
}

/** Gives the next rank, or takes the rank back. The last that is left of a whole order finds its place by itself. */
export function pick(question: RankingQuestion, ranks: Ranks | undefined, name: string): Ranks | undefined {
  const before = groups(ranks)
  if (rankOf(ranks, name) !== null) return ranksOf(question, without(before, name))
  const after = [...before, [name]]
  const left = question.labels.map(l => l.name).filter(one => !after.some(group => group.includes(one)))
  return ranksOf(question, left.length === 1 && needed(question) === question.labels.length ? [...after, left] : after)
}

const without = (all: readonly string[][], name: string) =>
  all.map(group => group.filter(one => one !== name)).filter(group => group.length > 0)

/** Moves to before the rank at a place; at the end it comes last. */
export function moveTo(question: RankingQuestion, ranks: Ranks | undefined, name: string, place: number): Ranks | undefined {
  const before = groups(ranks)
  const from = rankOf(ranks, name)
  const wasAlone = from !== null && before[from]?.length === 1
  const rest = without(before, name)
  const at = Math.max(0, Math.min(rest.length, wasAlone && from < place ? place - 1 : place))
  return ranksOf(question, [...rest.slice(0, at), [name], ...rest.slice(at)])
}

/** One step up or down. What shares a rank first stands alone beside it. */
export function moveBy(question: RankingQuestion, ranks: Ranks | undefined, name: string, by: 1 | -1): Ranks | undefined {
  const before = groups(ranks)
  const from = rankOf(ranks, name)
  if (from === null) return pick(question, ranks, name)
  if ((before[from]?.length ?? 0) > 1) return moveTo(question, ranks, name, by > 0 ? from + 1 : from)
  const to = from + by
  if (to < 0 || to >= before.length) return ranks
  return moveTo(question, ranks, name, by > 0 ? to + 1 : to)
}

/** Puts it on the rank of another; with `ties` only. */
export function tieWith(question: RankingQuestion, ranks: Ranks | undefined, name: string, other: string): Ranks | undefined {
  if (!question.ties || name === other) return ranks
  return ranksOf(
    question,
    without(groups(ranks), name).map(group => (group.includes(other) ? [...group, name] : group)),
  )
}
