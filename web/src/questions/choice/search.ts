import { titleOf, type Place } from './labels'

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
