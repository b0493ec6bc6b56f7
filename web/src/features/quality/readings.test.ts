import { describe, expect, test } from 'vitest'
import type { CoefficientFigure, Estimate, LabelFigure } from '../../api/types'
import { enough, missesGoal, reading, unfold, worstFirst } from './readings'

const estimate = (value: number, low: number, high: number, count = 30): Estimate => ({ value, low, high, count })
const label = (name: string, given: number, value: number | null): LabelFigure => ({
  label: name,
  given,
  specific: value === null ? null : estimate(value, 0, 1),
  undefined: value === null ? 'nobody gave it' : null,
})
const coefficient = (name: string): CoefficientFigure => ({ name, title: name, value: null, undefined: 'why' })

describe('a coefficient', () => {
  test('says what its whole interval allows, and no more', () => {
    const cases: [number, number, string][] = [
      [-0.4, -0.1, 'worse'],
      [-0.12, 0.9, 'chance'],
      [0, 0.5, 'chance'],
      [0.1, 0.6, 'poor'],
      [0.5, 0.9, 'open'],
      [0.667, 0.9, 'cautious'],
      [0.7, 0.79, 'cautious'],
      [0.8, 0.95, 'reliable'],
    ]
    expect(cases.map(([low, high]) => reading({ low, high }))).toEqual(cases.map(c => c[2]))
  })
  test('misses the goal only if its whole interval does, and percent agreement has no goal', () => {
    expect(missesGoal('krippendorff_alpha', estimate(0.7, 0.6, 0.79))).toBe(true)
    expect(missesGoal('krippendorff_alpha', estimate(0.7, 0.6, 0.8))).toBe(false)
    expect(missesGoal('krippendorff_alpha', estimate(0.7, 0.6, 0.796))).toBe(false)
    expect(missesGoal('percent_agreement', estimate(0.5, 0.4, 0.6))).toBe(false)
  })
  test('of too few items is not said', () => {
    expect(enough(estimate(1, 0.3, 1, 4))).toBeNull()
    expect(enough(estimate(1, 0.3, 1, 5))?.value).toBe(1)
    expect(enough(null)).toBeNull()
  })
  test('α and percent agreement stand first, the others keep their order', () => {
    const all = ['percent_agreement', 'cohen_kappa', 'krippendorff_alpha', 'gwet_ac1'].map(coefficient)
    const { first, others } = unfold(all)
    expect(first.map(c => c.name)).toEqual(['krippendorff_alpha', 'percent_agreement'])
    expect(others.map(c => c.name)).toEqual(['cohen_kappa', 'gwet_ac1'])
  })
})

test('labels come worst first, of equals the commoner; those without a figure last', () => {
  const all = [
    label('never', 0, null),
    label('good', 9, 0.9),
    label('rare', 2, 0.5),
    label('common', 8, 0.5),
    label('alone', 3, null),
  ]
  expect(worstFirst(all).map(l => l.label)).toEqual(['common', 'rare', 'good', 'alone', 'never'])
})
