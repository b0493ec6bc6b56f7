import type { Person, Side } from '../../api/types'
import { w } from '../../i18n'

/** A side of a confusion matrix in words. */
export const sideWords = (side: Side, people: readonly Person[]): string =>
  typeof side === 'number' ? (people.find(p => p.id === side)?.name ?? w.data.story.hidden) : w.quality.sides[side]
