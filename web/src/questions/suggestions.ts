// What a weak model proposes and what becomes of it. It decides nothing: each part is taken over or rejected by a person, and what is left open when the
// answer is sent counts as rejected. Pure.
import type { Answer, Answers, Question } from '../api/types'
import { kindOf } from '.'
import type { ByPart, Draft } from './contract'

/** A part of a suggestion that nothing was decided about. */
export interface OpenPart {
  /** In the suggestion. */
  readonly place: number
  readonly part: unknown
}

/** By question, the places of the parts that were accepted or rejected. */
export type Settled = Readonly<Record<string, readonly number[]>>

/** All parts of a suggestion as dealt with. */
export const allSettled = (suggestion: Answers | undefined): Settled =>
  Object.fromEntries(
    Object.entries(suggestion ?? {}).flatMap(([name, answer]) =>
      Array.isArray(answer) ? [[name, answer.map((_, place) => place)]] : [],
    ),
  )

const byPart = (question: Question): ByPart | undefined => {
  const { suggest } = kindOf(question)
  return typeof suggest === 'object' ? suggest : undefined
}

/** The parts of a suggestion that are still to be decided about; one that is in the answer anyway is not. */
export function openParts(
  question: Question,
  suggestion: Answer | undefined,
  draft: Draft,
  answers: Answers,
): readonly OpenPart[] {
  const how = byPart(question)
  if (!how || !Array.isArray(suggestion)) return []
  const settled = new Set(draft.settled)
  const keyOf = (part: unknown) => how.key(question, part as never)
  const known = new Set(((draft.answer ?? []) as unknown[]).map(keyOf))
  return (suggestion as unknown[]).flatMap((part, place) =>
    settled.has(place) || known.has(keyOf(part)) || how.fits?.(question, part as never, answers) === false
      ? []
      : [{ place, part }],
  )
}

/** The part at hand: the one pointed at, else the first. */
export const atHand = (open: readonly OpenPart[], draft: Draft): OpenPart | undefined =>
  open.find(({ place }) => place === draft.pointed) ?? open[0]

const settle = (draft: Draft, open: readonly OpenPart[], place: number): Draft => {
  const index = open.findIndex(one => one.place === place)
  const next = open[index + 1] ?? open[index - 1]
  return { ...draft, settled: [...(draft.settled ?? []), place], pointed: next?.place ?? null }
}

/** Takes a part over, or leaves it where its kind refuses it. */
export function accept(question: Question, draft: Draft, open: readonly OpenPart[], { place, part }: OpenPart): Draft {
  const after = byPart(question)?.accept(question, draft, part as never)
  return after === undefined || after.answer === draft.answer ? (after ?? draft) : settle(after, open, place)
}

export const reject = (draft: Draft, open: readonly OpenPart[], { place }: OpenPart): Draft => settle(draft, open, place)

export const acceptAll = (question: Question, draft: Draft, open: readonly OpenPart[]): Draft =>
  open.reduce((now, part) => accept(question, now, open, part), draft)

export const rejectAll = (draft: Draft, open: readonly OpenPart[]): Draft => ({
  ...draft,
  settled: [...(draft.settled ?? []), ...open.map(({ place }) => place)],
  pointed: null,
})
