// What a coefficient lets one say. Pure.
import type { CoefficientFigure, Estimate, LabelFigure, QuestionQuality } from '../../api/types'

/** Fewer items than this say nothing. */
export const ENOUGH = 5

/** From here on conclusions can rest on the answers, and from the second on cautious ones (K. Krippendorff, Content Analysis, 2004, ch. 11). */
export const GOAL = 0.8
const CAUTIOUS = 0.667

export const PERCENT = 'percent_agreement'
export const ALPHA = 'krippendorff_alpha'

export type Reading = 'worse' | 'chance' | 'poor' | 'open' | 'cautious' | 'reliable'

/** A reading holds for the whole interval; where the interval does not settle it, it is open. */
export function reading({ low, high }: Pick<Estimate, 'low' | 'high'>): Reading {
  if (high < 0) return 'worse'
  if (low <= 0) return 'chance'
  if (high < CAUTIOUS) return 'poor'
  if (low >= GOAL) return 'reliable'
  return low >= CAUTIOUS ? 'cautious' : 'open'
}

/** Percent agreement has no goal: how much of it is chance depends on the labels. */
export const hasGoal = (name: string) => name !== PERCENT

/** Whether the whole interval lies below the goal, as it is shown: with two decimals. */
export const missesGoal = (name: string, { high }: Pick<Estimate, 'high'>) => hasGoal(name) && Math.round(high * 100) / 100 < GOAL

/** A figure that counts enough items to be said, or null. */
export const enough = (estimate: Estimate | null): Estimate | null =>
  estimate !== null && estimate.count >= ENOUGH ? estimate : null

export const coefficientOf = (question: QuestionQuality, name: string): CoefficientFigure | undefined =>
  question.coefficients.find(c => c.name === name)

export const alphaOf = (question: QuestionQuality): Estimate | null => enough(coefficientOf(question, ALPHA)?.value ?? null)

/** The two everybody needs, and the others. */
export function unfold(coefficients: readonly CoefficientFigure[]): {
  first: CoefficientFigure[]
  others: CoefficientFigure[]
} {
  const first = [ALPHA, PERCENT].flatMap(name => coefficients.filter(c => c.name === name))
  return { first, others: coefficients.filter(c => !first.includes(c)) }
}

/** Labels with the least agreement first; those without a figure last, the most given first. */
export const worstFirst = (labels: readonly LabelFigure[]): LabelFigure[] =>
  [...labels].sort((x, y) =>
    x.specific && y.specific
      ? x.specific.value - y.specific.value || y.given - x.given
      : x.specific || y.specific
        ? Number(y.specific !== null) - Number(x.specific !== null)
        : y.given - x.given,
  )
