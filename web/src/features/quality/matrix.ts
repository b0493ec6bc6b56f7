// Numbers of the quality page: shares of a confusion matrix, shades, the pairs that stand out. Pure.
import type { PairAgreement, QuestionQuality } from '../../api/types'

/** Share of each cell in its row, in whole percent; null for a row without answers. */
export function rowShares(counts: readonly (readonly number[])[]): (number | null)[][] {
  return counts.map(row => {
    const sum = row.reduce((a, b) => a + b, 0)
    return row.map(n => (sum === 0 ? null : Math.round((n / sum) * 100)))
  })
}

/** Shade of an off-diagonal share: darker needs a look. */
export const confusionShade = (share: number) =>
  share >= 15 ? 'h4' : share >= 9 ? 'h3' : share >= 5 ? 'h2' : share >= 1 ? 'h1' : ''

export const KAPPA_STEPS = [0.85, 0.8, 0.7, 0.64] as const

/** Shade of a κ: darker is lower. */
export const kappaShade = (value: number) => `h${KAPPA_STEPS.filter(step => value < step).length}`

export interface MixUp {
  readonly row: number
  readonly column: number
  readonly count: number
  readonly share: number
}

/** The off-diagonal cell with most answers, if it holds enough to mean something. */
export function commonestMixUp(counts: readonly (readonly number[])[]): MixUp | null {
  const shares = rowShares(counts)
  let best: MixUp | null = null
  counts.forEach((row, i) =>
    row.forEach((count, j) => {
      if (i !== j && count >= 3 && count > (best?.count ?? 0)) best = { row: i, column: j, count, share: shares[i]?.[j] ?? 0 }
    }),
  )
  return best
}

/** Whether a question can have a confusion matrix: labels or values to choose one of. */
export const hasMatrix = (question: Pick<QuestionQuality, 'isOpen' | 'level'>) => !question.isOpen && question.level !== 'set'

export const isEmpty = (counts: readonly (readonly number[])[]) => counts.every(row => row.every(n => n === 0))

/** κ of two people, whichever order they come in. */
export const pairOf = (quality: QuestionQuality, a: number, b: number) =>
  quality.pairs.find(p => (p.a === a && p.b === b) || (p.a === b && p.b === a))

/** Pairs with a κ, lowest first. */
export const byKappa = (pairs: readonly PairAgreement[]) =>
  pairs.filter(p => p.kappa !== null).sort((x, y) => (x.kappa?.value ?? 0) - (y.kappa?.value ?? 0))
