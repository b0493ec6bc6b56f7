// The question kinds, in reading order. A new kind is one folder and one line here.
import type { Answer, Answers, Label, LabelSchema, Question } from '../api/types'
import { boxes } from './boxes'
import { choice } from './choice'
import type { Layer } from './item/surface'
import type { Draft, KeyBinding, QuestionKind, Summary } from './contract'
import { editorKeys, isDigit } from './editorKeys'
import { elsewhere } from './elsewhere'
import { keypoints } from './keypoints'
import { masks } from './masks'
import { pairwise } from './pairwise'
import { polygons } from './polygons'
import { ranking } from './ranking'
import { rating } from './rating'
import { relations } from './relations'
import { segments } from './segments'
import { spans } from './spans'
import { openParts, type Settled } from './suggestions'
import { text } from './text'

const kinds = [
  choice,
  rating,
  text,
  spans,
  relations,
  boxes,
  polygons,
  keypoints,
  masks,
  segments,
  ranking,
  pairwise,
] as unknown as readonly QuestionKind[]

export const kindOf = (question: Question): QuestionKind =>
  kinds.find(k => k.kind === question.kind) ?? { ...elsewhere, kind: question.kind }

export const isRequired = (question: Question) => question.required !== false

/** Every label, value or step of a path in an answer, as words. */
const said = (answer: Answer | undefined): string[] => (answer === undefined ? [] : [answer].flat(2).map(String))

/**
 * Which questions are asked, given the answers so far: a condition holds where the earlier question is asked and answered so.
 * Of an answer that is a set any member counts, of a path of a taxonomy the whole path.
 */
export function asked(schema: LabelSchema, answers: Answers): boolean[] {
  const found = new Map<string, boolean>()
  return schema.questions.map(({ name, when }) => {
    const earlier = when && schema.questions.find(q => q.name === when.question)
    const isAsked =
      when === undefined ||
      (found.get(when.question) === true && words(earlier, answers[when.question]).some(word => when.is.includes(word)))
    found.set(name, isAsked)
    return isAsked
  })
}

const words = (question: Question | undefined, answer: Answer | undefined): string[] =>
  question?.kind === 'choice' && question.mode === 'taxonomy'
    ? ((answer as string[][] | undefined) ?? []).map(path => path.join(' / '))
    : said(answer)

/** The other answers that change with an answer, because they hang on it: relations follow their spans. */
export function following(
  schema: LabelSchema,
  answers: Answers,
  index: number,
  after: Answer | undefined,
): Record<string, Answer | undefined> {
  const earlier = schema.questions[index]
  if (!earlier) return {}
  return Object.fromEntries(
    schema.questions.flatMap(question => {
      const kind = kindOf(question)
      const before = answers[question.name]
      const now = kind.follow?.(question, before, earlier, answers[earlier.name], after)
      return kind.follow === undefined || now === before ? [] : [[question.name, now]]
    }),
  )
}

/** The answers after one of them has changed, with those that hang on it. */
export function changed(schema: LabelSchema, answers: Answers, index: number, answer: Answer | undefined): Answers {
  const question = schema.questions[index]
  if (!question) return answers
  const all = { ...answers, ...following(schema, answers, index, answer), [question.name]: answer }
  return Object.fromEntries(Object.entries(all).filter(([, a]) => a !== undefined)) as Answers
}

/** The first question that cannot be submitted yet, and why. */
export function firstProblem(schema: LabelSchema, answers: Answers): { index: number; message: string } | null {
  const isAsked = asked(schema, answers)
  for (const [index, question] of schema.questions.entries()) {
    if (!isAsked[index]) continue
    const message = kindOf(question).problem(question, answers[question.name])
    if (message !== null) return { index, message }
  }
  return null
}

/** Answers without the empty ones and those to questions that are not asked: what is sent. */
export function given(schema: LabelSchema, answers: Answers): Answers {
  const kept: Answers = {}
  const isAsked = asked(schema, answers)
  for (const [index, question] of schema.questions.entries()) {
    const answer = answers[question.name]
    if (isAsked[index] && answer !== undefined && !kindOf(question).isEmpty(answer)) kept[question.name] = answer
  }
  return kept
}

/** All answers of a task in a few words; the first question that says something gives the colour. */
export function summarise(schema: LabelSchema, answers: Answers): Summary {
  const parts = schema.questions.flatMap(question => {
    const answer = answers[question.name]
    return answer === undefined || kindOf(question).isEmpty(answer) ? [] : [kindOf(question).summary(question, answer)]
  })
  return { text: parts.map(s => s.text).join(' · '), color: parts.find(s => s.color !== null)?.color ?? null }
}

/** One key answers the whole task: a single required question that one key can answer. */
export const goesOnByKey = (schema: LabelSchema) => {
  const only = schema.questions.length === 1 ? schema.questions[0] : undefined
  return only !== undefined && isRequired(only) && kindOf(only).instant(only)
}

/**
 * The keys that a question's labels may not get unasked: those of other questions' labels, those their editors need (but for digits, which belong to
 * the question at hand), and those its own editor needs.
 */
export function takenFrom(schema: LabelSchema, index: number): Set<string> {
  return new Set(
    schema.questions.flatMap((question, other) =>
      other === index ? editorKeys(question) : [...ownKeys(question), ...editorKeys(question).filter(key => !isDigit(key))],
    ),
  )
}

const ownKeys = (question: Question): string[] =>
  'labels' in question ? labelKeys(question.labels).map(key => key.toLowerCase()) : []

const labelKeys = (labels: readonly Label[]): string[] =>
  labels.flatMap(label => [...(label.key ? [label.key] : []), ...labelKeys(label.children ?? [])])

/** The keys of each question: all of the current one's, and of the others those the schema itself names. One that is not asked has none. */
export function bindings(
  schema: LabelSchema,
  views: Readonly<Record<string, unknown>>,
  active: number,
  answers?: Answers,
): KeyBinding[][] {
  const isAsked = answers && asked(schema, answers)
  return schema.questions.map((question, index) => {
    const taken = takenFrom(schema, index)
    if (isAsked?.[index] === false) return []
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
    settled = {},
    pointed = null,
    keys = [],
    active = -1,
    suggestion = {},
    change,
  }: {
    answers: Answers
    views?: Readonly<Record<string, unknown>>
    /** Parts of the suggestion that were accepted or rejected. */
    settled?: Settled
    /** Of the active question, the part of the suggestion at hand. */
    pointed?: number | null
    /** What a weak model proposes. */
    suggestion?: Answers | undefined
    keys?: readonly (readonly KeyBinding[])[]
    active?: number
    change?: (index: number, draft: Draft) => void
  },
): Layer[] {
  const isAsked = asked(schema, answers)
  return schema.questions.flatMap((question, index) => {
    if (!isAsked[index] || !kindOf(question).surface) return []
    const draft: Draft = {
      answer: answers[question.name],
      view: views[question.name],
      settled: settled[question.name] ?? [],
      pointed: index === active ? pointed : null,
    }
    return [
      {
        question,
        index,
        draft,
        keys: keys[index] ?? [],
        active: index === active,
        suggested: openParts(question, suggestion[question.name], draft, answers),
        ...(change && { change: (draft: Draft) => change(index, draft) }),
      },
    ]
  })
}

/** Whether some question is answered on the item itself. */
export const isAnsweredOnItem = (schema: LabelSchema) => schema.questions.some(question => kindOf(question).surface !== undefined)

/** "opt-3": how a question's Nth choice is coloured. */
export const labelColor = (color: number | null | undefined) => (color ? `var(--l${((color - 1) % 20) + 1})` : 'var(--ink3)')
