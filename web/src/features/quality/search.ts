// What of the quality page is chosen, as it stands in the address, so that a view can be linked and gone back to. Pure.
import type { Side } from '../../api/types'

export interface QualitySearch {
  readonly question?: string
  readonly a?: Side
  readonly b?: Side
  /** A cell of the confusion matrix: its row and its column, both or neither. */
  readonly row?: string
  readonly column?: string
}

export interface Sides {
  readonly a: Side
  readonly b: Side
}

export const DEFAULT_SIDES: Sides = { a: 'final', b: 'everybody' }

const name = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

function side(value: unknown): Side | undefined {
  if (value === 'final' || value === 'everybody') return value
  const id = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN
  return Number.isInteger(id) && id > 0 ? id : undefined
}

/** What can be understood of an address; the rest is left out. */
export function qualitySearch(search: Record<string, unknown>): QualitySearch {
  const question = name(search['question'])
  const a = side(search['a'])
  const b = side(search['b'])
  const row = name(search['row'])
  const column = name(search['column'])
  return {
    ...(question !== undefined && { question }),
    ...(a !== undefined && { a }),
    ...(b !== undefined && { b }),
    ...(row !== undefined && column !== undefined && { row, column }),
  }
}

/** Whether two sides can be compared: two people, or a person or everybody with the final labels. */
export const comparable = ({ a, b }: Sides) => a !== b && (typeof a === typeof b || a === 'final' || b === 'final')

/** The sides of an address: what is missing or cannot be compared becomes the final labels against everybody. */
export function sidesOf({ a, b }: QualitySearch): Sides {
  const found: Sides = {
    a: a ?? (b === undefined || b !== 'final' ? 'final' : 'everybody'),
    b: b ?? (a === undefined || a === 'final' ? 'everybody' : 'final'),
  }
  return comparable(found) ? found : DEFAULT_SIDES
}

/** One side chosen anew. Choosing what stands on the other side swaps them; what does not go with it becomes the final labels. */
export function choose(sides: Sides, which: 'a' | 'b', chosen: Side): Sides {
  const other = which === 'a' ? 'b' : 'a'
  const swapped = sides[other] === chosen ? sides[which] : sides[other]
  const next = { ...sides, [which]: chosen, [other]: swapped }
  if (comparable(next)) return next
  return { ...next, [other]: 'final' }
}

export const sameSides = (x: Sides, y: Sides) => x.a === y.a && x.b === y.b
