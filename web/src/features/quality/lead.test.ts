import { describe, expect, test } from 'vitest'
import type { Estimate, LabelSchema, Quality, QuestionQuality } from '../../api/types'
import { plain } from '../../i18n/rich'
import { lead } from './lead'

const estimate = (value: number, low: number, high: number, count = 30): Estimate => ({ value, low, high, count })
const schema: LabelSchema = {
  fields: [],
  questions: [
    {
      kind: 'choice',
      mode: 'single',
      name: 'intent',
      title: 'Intent',
      labels: [{ name: 'pay', title: 'Billing' }, { name: 'back' }],
    },
  ],
}
function question(name: string, alpha: Estimate | null, more: Partial<QuestionQuality> = {}): QuestionQuality {
  return {
    question: name,
    title: name,
    percent: estimate(0.9, 0.8, 0.95),
    coefficients: [{ name: 'krippendorff_alpha', title: 'α', value: alpha, undefined: alpha ? null : 'one label' }],
    confusion: null,
    ...more,
  } as QuestionQuality
}
const said = (...questions: QuestionQuality[]) => plain(lead({ questions } as Quality, schema)).replace(/\u202f/g, ' ')

describe('the sentence of the page', () => {
  test('of one question gives percent and α, each with its interval, and what α allows', () => {
    expect(said(question('intent', estimate(0.85, 0.81, 0.9)))).toBe(
      'People give the same answer in 90 % [80–95 %]; corrected for chance that is α 0.85 [0.81–0.90], enough to rely on.',
    )
  })
  test('leaves α out where it is undefined or counts too little', () => {
    const without = 'People give the same answer in 90 % [80–95 %].'
    expect([said(question('intent', null)), said(question('intent', estimate(1, 1, 1, 3)))]).toEqual([without, without])
  })
  test('of several names the best and the worst', () => {
    const all = [
      question('low', estimate(0.3, 0.2, 0.4)),
      question('mid', estimate(0.7, 0.6, 0.8)),
      question('high', estimate(0.9, 0.85, 0.95)),
    ]
    expect(said(...all)).toBe(
      'On “high” people agree at α 0.90 [0.85–0.95], enough to rely on; on “low” at α 0.30 [0.20–0.40], too little to train on.',
    )
  })
  test('names the commonest mix-up by the words of its labels', () => {
    const confusion = {
      labels: ['pay', 'back'],
      counts: [
        [9, 4],
        [0, 9],
      ],
    }
    expect(said(question('intent', null, { confusion }))).toContain('The most common mix-up is “Billing” answered as “back”.')
  })
  test('of a question that nobody shares says so', () => {
    expect(said(question('intent', null, { percent: null }))).toBe('On “intent” there is nothing to compare yet.')
  })
})
