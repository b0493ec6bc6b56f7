// What choosing does to an answer. Plain functions: the editor draws, this decides.
import type { ChoiceQuestion, Label } from '../../api/types'
import type { Draft } from '../contract'
import { bounds, inOrder, pathsInOrder, samePath, type Path } from './labels'

export type ChoiceAnswer = string | string[] | string[][]

/** A taxonomy's open branch. */
export interface ChoiceView {
  readonly open: Path
}

export const openBranch = (view: unknown): Path => (view as ChoiceView | undefined)?.open ?? []

export function chosenPaths(question: ChoiceQuestion, answer: ChoiceAnswer | undefined): Path[] {
  if (answer === undefined) return []
  if (typeof answer === 'string') return [[answer]]
  return question.mode === 'taxonomy' ? (answer as string[][]) : (answer as string[]).map(name => [name])
}

export const isChosen = (question: ChoiceQuestion, answer: ChoiceAnswer | undefined, path: Path) =>
  chosenPaths(question, answer).some(p => samePath(p, path))

/** Chooses a label, or takes it back. With one allowed a new choice replaces the old one; at the most allowed, a further one changes nothing. */
export function toggle(question: ChoiceQuestion, answer: ChoiceAnswer | undefined, path: Path): ChoiceAnswer | undefined {
  if (question.mode === 'single') return answer === path[0] ? undefined : path[0]
  const before = chosenPaths(question, answer)
  const without = before.filter(p => !samePath(p, path))
  const { max } = bounds(question)
  const after = without.length < before.length ? without : max === 1 ? [path] : before.length >= max ? before : [...before, path]
  if (after.length === 0) return undefined
  return question.mode === 'taxonomy'
    ? pathsInOrder(question, after)
    : inOrder(
        question,
        after.map(p => p[0] ?? ''),
      )
}

/** Picking a label: in a taxonomy one with branches opens, any other is chosen. */
export function pick(question: ChoiceQuestion, draft: Draft<ChoiceAnswer>, path: Path, label: Label): Draft<ChoiceAnswer> {
  if (question.mode === 'taxonomy' && label.children && label.children.length > 0)
    return { ...draft, view: { open: path } satisfies ChoiceView }
  return { ...draft, answer: toggle(question, draft.answer, path) }
}

export const goUp = (draft: Draft<ChoiceAnswer>): Draft<ChoiceAnswer> => ({
  ...draft,
  view: { open: openBranch(draft.view).slice(0, -1) } satisfies ChoiceView,
})
