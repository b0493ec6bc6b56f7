// Settling a dispute: which answer is taken for each difference. Pure.
import type { Annotation, Answer, Answers, LabelSchema, TaskStory } from '../../api/types'
import { kindOf } from '../../questions'

export interface Choice {
  readonly answer: Answer | undefined
  /** Index of the answer it was taken from; null when written by hand. */
  readonly from: number | null
}

export interface Settling {
  /** The difference the keys belong to. */
  readonly at: number
  readonly choices: Readonly<Record<string, Choice>>
}

export const start: Settling = { at: 0, choices: {} }

/** The answers that are being compared. */
export const votes = (story: TaskStory): Annotation[] =>
  story.annotations.filter(a => a.answers !== null && a.state === 'counted')

export type SettlingEvent =
  | { type: 'take'; question: string; index: number; answer: Answer | undefined; next: boolean }
  | { type: 'take_all'; index: number; answers: Answers; differing: readonly string[] }
  | { type: 'by_hand'; answers: Answers; differing: readonly string[] }
  | { type: 'move'; to: number }
  | { type: 'restart' }

export function settle(state: Settling, event: SettlingEvent, differing: readonly string[]): Settling {
  switch (event.type) {
    case 'take': {
      const choices = { ...state.choices, [event.question]: { answer: event.answer, from: event.index } }
      const open = differing.findIndex(name => choices[name] === undefined)
      return { choices, at: event.next && open >= 0 ? open : differing.indexOf(event.question) }
    }
    case 'take_all':
      return {
        ...state,
        choices: Object.fromEntries(event.differing.map(name => [name, { answer: event.answers[name], from: event.index }])),
      }
    case 'by_hand':
      return {
        ...state,
        choices: Object.fromEntries(event.differing.map(name => [name, { answer: event.answers[name], from: null }])),
      }
    case 'move':
      return { ...state, at: Math.max(0, Math.min(differing.length - 1, event.to)) }
    case 'restart':
      return start
  }
}

/** The final answers so far: what everybody said, and what was chosen where they differ. */
export function finalSoFar(schema: LabelSchema, story: TaskStory, state: Settling, handmade: Answers | null): Answers {
  const all = votes(story)
  const final: Answers = {}
  for (const question of schema.questions) {
    const choice = state.choices[question.name]
    const answer = handmade
      ? handmade[question.name]
      : choice
        ? choice.answer
        : story.differing.includes(question.name)
          ? undefined
          : all[0]?.answers?.[question.name]
    if (answer !== undefined && !kindOf(question).isEmpty(answer)) final[question.name] = answer
  }
  return final
}
