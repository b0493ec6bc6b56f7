// Numbers of the quality page: shares of a confusion matrix, shades, the pairs that stand out. Pure.
import type { PairAgreement, QuestionQuality } from '../../api/types'

/** Share of each cell in its row, in whole percent; null for a row without answers. */
export function rowShares(counts: readonly (readonly number[])[]): (number | null)[][] {
  return counts.map(row => {
    const sum = row.reduce((a, b) => a + b, 0)
    return row.map(n => (sum === 0 ? null : Math.round((n / sum) * 100)))
  })
}

/** Fewer answers in a cell than this may be chance. */
const TELLING = 3

/** Shade of an off-diagonal share: darker needs a look. Few answers are light, however large a share of a short row they are. */
export const confusionShade = (share: number, count: number) =>
  share < 1 ? '' : count < TELLING || share < 5 ? 'h1' : share < 9 ? 'h2' : share < 15 ? 'h3' : 'h4'

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
      if (i !== j && count >= TELLING && count > (best?.count ?? 0))
        best = { row: i, column: j, count, share: shares[i]?.[j] ?? 0 }
    }),
  )
  return best
}

/** Whether a question can have a confusion matrix: labels or values to choose one of. */
export const hasMatrix = (question: Pick<QuestionQuality, 'isOpen' | 'level'>) => !question.isOpen && question.level !== 'set'

export const isEmpty = (counts: readonly (readonly number[])[]) => counts.every(row => row.every(n => n === 0))

/** Finds κ of two people, whichever order they come in. */
export function pairsById(pairs: readonly PairAgreement[]) {
  const found = new Map(pairs.map(pair => [`${Math.min(pair.a, pair.b)} ${Math.max(pair.a, pair.b)}`, pair]))
  return (a: number, b: number) => found.get(`${Math.min(a, b)} ${Math.max(a, b)}`)
}

/** With more people than this, cells have room for a shade and no number. */
export const isCrowd = (people: number) => people > 14

/** Pairs with a κ, lowest first. */
export const byKappa = (pairs: readonly PairAgreement[]) =>
  pairs.filter(p => p.kappa !== null).sort((x, y) => (x.kappa?.value ?? 0) - (y.kappa?.value ?? 0))
