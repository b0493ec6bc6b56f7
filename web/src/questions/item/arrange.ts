// How the fields of an item are laid out: a title, facts in a line each, and what is to be read. Pure.
import type { Field } from '../../api/types'

export interface Shown {
  readonly field: Field
  readonly text: string
  /** Questions are answered on it: it is never a mere title or fact. */
  readonly isWorkedOn?: boolean
}

const SHORT = 140
const isShort = ({ field, text, isWorkedOn }: Shown) =>
  !isWorkedOn && !field.beside && field.kind === 'text' && text.trim() !== '' && text.length <= SHORT && !text.includes('\n')

/**
 * What is to be read comes in rows: a field that stands beside the one before it shares its row.
 * The first field is the title when it is one short line above others. Other short lines are facts, as long as something
 * remains to be read. Empty optional fields are left out.
 */
export function arrange(all: readonly Shown[]): { heading: Shown | null; facts: Shown[]; body: Shown[][] } {
  const shown = all.filter(s => s.text.trim() !== '' || s.field.required !== false)
  const isAlone = (s: Shown) => isShort(s) && !shown[shown.indexOf(s) + 1]?.field.beside
  const [first, ...others] = shown
  const heading = first && others.length > 0 && isAlone(first) ? first : null
  const rest = heading ? others : shown
  const facts = rest.length > 1 ? rest.slice(0, -1).filter(isAlone) : []
  const rows: Shown[][] = []
  for (const one of rest.filter(s => !facts.includes(s))) {
    const row = rows.at(-1)
    if (one.field.beside && row) row.push(one)
    else rows.push([one])
  }
  return { heading, facts, body: rows }
}
