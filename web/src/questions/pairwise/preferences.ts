import type { PairwiseQuestion, Preference } from '../../api/types'
import { w } from '../../i18n'
import { assignKeys } from '../choice/labels'

/** What can be said: one, the other, and what the question allows beside. */
export const preferences = (question: PairwiseQuestion): Preference[] => [
  'a',
  'b',
  ...(question.tie === false ? [] : (['tie'] as const)),
  ...(question.bothBad ? (['both_bad'] as const) : []),
]

/** 1 and 2 for the two, then the next free digits. */
export const keysFor = (question: PairwiseQuestion, taken: ReadonlySet<string>) =>
  assignKeys(
    preferences(question).map(name => ({ name })),
    taken,
  )

export const words = (question: PairwiseQuestion, preference: Preference): string =>
  preference === 'a'
    ? w.pairwise.better(question.a)
    : preference === 'b'
      ? w.pairwise.better(question.b)
      : preference === 'tie'
        ? w.pairwise.tie
        : w.pairwise.bothBad
