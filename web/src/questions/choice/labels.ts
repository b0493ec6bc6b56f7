// Labels, their places in a taxonomy, and the keys they get.
import type { ChoiceQuestion, Label } from '../../api/types'

/** Keys the page itself needs; a schema may not claim them. */
export const RESERVED: ReadonlySet<string> = new Set(['s', 'n', 'f', 'z', 'g', 'd', 'j', 'k', '?', '/'])

const FREE = [...'1234567890', ...'qwertyuiophalxcvbm', ...[...'qwertyuiopasdfghjklzxcvbnm'].map(letter => `shift+${letter}`)]

/**
 * A key for each label: its own if the schema names one, else the next free digit, then letter, then letter with Shift. undefined when
 * they run out.
 */
export function assignKeys(labels: readonly Label[], taken: ReadonlySet<string>): (string | undefined)[] {
  const own = new Set(labels.flatMap(l => (l.key ? [l.key.toLowerCase()] : [])))
  const free = FREE.filter(k => !own.has(k) && !taken.has(k) && !RESERVED.has(k))
  return labels.map(label => label.key?.toLowerCase() ?? free.shift())
}

export const titleOf = (label: Label) => label.title ?? label.name

export type Path = readonly string[]

export const samePath = (a: Path, b: Path) => a.length === b.length && a.every((part, i) => part === b[i])

/** The labels at the end of a path, or undefined if the schema has no such path. */
export function find(labels: readonly Label[], path: Path): Label[] | undefined {
  const found: Label[] = []
  let level = labels
  for (const part of path) {
    const next = level.find(l => l.name === part)
    if (!next) return undefined
    found.push(next)
    level = next.children ?? []
  }
  return found
}

export interface Place {
  readonly path: Path
  readonly label: Label
  readonly depth: number
  /** The colour it has or inherits. */
  readonly color: number | null
}

/** Every label of a taxonomy with its path, in schema order. A label without a colour takes its parent's, a first-level one its turn. */
export function places(labels: readonly Label[], path: Path = [], color: number | null = null): Place[] {
  return labels.flatMap((label, i) => {
    const own = label.color ?? color ?? (path.length === 0 ? i + 1 : null)
    const here: Place = { path: [...path, label.name], label, depth: path.length, color: own }
    return [here, ...places(label.children ?? [], here.path, own)]
  })
}

export const colorAt = (question: ChoiceQuestion, path: Path) =>
  places(question.labels).find(p => samePath(p.path, path))?.color ?? null

/** "Food › Fruit" */
export const pathTitle = (question: ChoiceQuestion, path: Path) =>
  (find(question.labels, path)?.map(titleOf) ?? [...path]).join(' › ')

/** Schema order, so that equal answers are equal lists. */
export const inOrder = (question: ChoiceQuestion, names: readonly string[]) =>
  question.labels.map(l => l.name).filter(n => names.includes(n))

export function pathsInOrder(question: ChoiceQuestion, chosen: readonly Path[]): string[][] {
  return places(question.labels)
    .filter(p => chosen.some(c => samePath(c, p.path)))
    .map(p => [...p.path])
}

/** The least and most labels asked for. */
export function bounds(question: ChoiceQuestion): { min: number; max: number } {
  if (question.mode === 'single') return { min: question.required === false ? 0 : 1, max: 1 }
  return { min: question.min ?? (question.required === false ? 0 : 1), max: question.max ?? Infinity }
}
