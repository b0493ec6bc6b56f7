import type { ChoiceQuestion } from '../../api/types'
import { places, titleOf, type Place } from './labels'

/** From this many labels on, a field to find one is shown. */
const MANY = 12

/** More labels than the eye finds, or some of them out of sight. */
export const needsSearch = (question: ChoiceQuestion) => question.mode === 'taxonomy' || places(question.labels).length > MANY

/** Labels whose title, name or hint holds every word typed; those that begin with it first. */
export function matching(all: readonly Place[], wanted: string): Place[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  const first = words.join(' ')
  return all
    .filter(({ label }) => {
      const text = `${titleOf(label)} ${label.name} ${label.hint ?? ''}`.toLowerCase()
      return words.every(word => text.includes(word))
    })
    .sort(
      (a, b) =>
        Number(titleOf(b.label).toLowerCase().startsWith(first)) - Number(titleOf(a.label).toLowerCase().startsWith(first)),
    )
    .slice(0, 50)
}
