// The question kinds, in reading order. A new kind is one folder and one line here.
import type { Answers, LabelSchema, Question } from '../api/types'
import { boxes } from './boxes'
import { choice } from './choice'
import type { Layer } from './item/surface'
import type { Draft, KeyBinding, QuestionKind, Summary } from './contract'
import { keypoints } from './keypoints'
import { masks } from './masks'
import { polygons } from './polygons'
import { rating } from './rating'
import { text } from './text'

const kinds = [choice, rating, text, boxes, polygons, keypoints, masks] as unknown as readonly QuestionKind[]

export const kindOf = (question: Question): QuestionKind => {
  const found = kinds.find(k => k.kind === question.kind)
  if (!found) throw new Error(`unknown question kind ${question.kind}`)
  return found
}

export const isRequired = (question: Question) => question.required !== false

/** The first question that cannot be submitted yet, and why. */
export function firstProblem(schema: LabelSchema, answers: Answers): { index: number; message: string } | null {
  for (const [index, question] of schema.questions.entries()) {
    const message = kindOf(question).problem(question, answers[question.name])
    if (message !== null) return { index, message }
  }
  return null
}

/** Answers without the empty ones: what is sent. */
export function given(schema: LabelSchema, answers: Answers): Answers {
  const kept: Answers = {}
  for (const question of schema.questions) {
    const answer = answers[question.name]
    if (answer !== undefined && !kindOf(question).isEmpty(answer)) kept[question.name] = answer
  }
  return kept
}

/** All answers of a task in a few words; the first question that says something gives the colour. */
export function summarise(schema: LabelSchema, answers: Answers): Summary {
  const said = schema.questions.flatMap(question => {
    const answer = answers[question.name]
    return answer === undefined || kindOf(question).isEmpty(answer) ? [] : [kindOf(question).summary(question, answer)]
  })
  return { text: said.map(s => s.text).join(' · '), color: said.find(s => s.color !== null)?.color ?? null }
}

/** One key answers the whole task: a single required question that one key can answer. */
export const goesOnByKey = (schema: LabelSchema) => {
  const only = schema.questions.length === 1 ? schema.questions[0] : undefined
  return only !== undefined && isRequired(only) && kindOf(only).instant(only)
}

/** The keys of each question: all of the current one's, and of the others those the schema itself names. */
export function bindings(schema: LabelSchema, views: Readonly<Record<string, unknown>>, active: number): KeyBinding[][] {
  const own = schema.questions.map(
    q =>
      new Set(
        kindOf(q)
          .keys(q, views[q.name], new Set())
          .filter(b => b.own)
          .map(b => b.key),
      ),
  )
  return schema.questions.map((question, index) => {
    const taken = new Set(own.flatMap((keys, other) => (other === index ? [] : [...keys])))
    const all = kindOf(question).keys(question, views[question.name], taken)
    return index === active ? all : all.filter(b => b.own)
  })
}

/** The layers of the questions that are answered on the item, for the fields they are on. `change` is absent where nothing can be changed. */
export function layersOf(
  schema: LabelSchema,
  {
    answers,
    views = {},
    keys = [],
    active = -1,
    change,
  }: {
    answers: Answers
    views?: Readonly<Record<string, unknown>>
    keys?: readonly (readonly KeyBinding[])[]
    active?: number
    change?: (index: number, draft: Draft) => void
  },
): Layer[] {
  return schema.questions.flatMap((question, index) =>
    kindOf(question).surface
      ? [
          {
            question,
            index,
            draft: { answer: answers[question.name], view: views[question.name] },
            keys: keys[index] ?? [],
            active: index === active,
            ...(change && { change: (draft: Draft) => change(index, draft) }),
          },
        ]
      : [],
  )
}

/** "opt-3": how a question's Nth choice is coloured. */
export const labelColor = (color: number | null | undefined) => (color ? `var(--l${((color - 1) % 20) + 1})` : 'var(--ink3)')
