// What a question kind gives the rest of the app. No page asks which kind it has before it.
import type { ComponentType } from 'react'
import type { Answer, Answers, ItemMedia, LabelSchema, Question, Violation } from '../api/types'
import type { Surface } from './item/surface'

/** What is being drawn: the answer so far, and how the editor is looked at (an open branch, a selected region). */
export interface Draft<A extends Answer = Answer> {
  readonly answer: A | undefined
  readonly view: unknown
  /** Parts of the weak model's suggestion that were accepted or rejected, by their places in it. */
  readonly settled?: readonly number[]
  /** The part of the suggestion at hand, by its place. */
  readonly pointed?: number | null
}

/** A key of a question. `press` says what the draft becomes. */
export interface KeyBinding<A extends Answer = Answer> {
  readonly key: string
  readonly label: string
  /** What it chooses, in the kind's own terms (a label's name, a value). */
  readonly target: string
  /** Fixed by the schema: works whichever question is current. */
  readonly own: boolean
  press(draft: Draft<A>): Draft<A>
}

export interface EditorProps<Q extends Question = Question, A extends Answer = Answer> {
  readonly question: Q
  readonly draft: Draft<A>
  change(draft: Draft<A>): void
  /** The keys that work now, by what they choose. A key not in here is not shown. */
  readonly keys: readonly KeyBinding<A>[]
  readonly active: boolean
  /** The element that names the question. */
  readonly labelledBy: string
  readonly describedBy?: string | undefined
  readonly violation: Violation | undefined
  /** The person has moved to this question by key: its editor takes the keyboard if it needs it. */
  readonly takeFocus: boolean
  /** What is answered about, for kinds whose answers point into it. */
  readonly item?: ShownItem | undefined
  /** What a weak model proposes. It is never chosen beforehand. */
  readonly suggestion?: A | undefined
}

export interface ShownItem {
  readonly schema: LabelSchema
  readonly data: Readonly<Record<string, unknown>>
  readonly media?: ItemMedia | null | undefined
}

/** Short words for an answer: the trail, tables, disputes. */
export interface Summary {
  readonly text: string
  /** A label colour 1…20, or null for ink. */
  readonly color: number | null
}

/** The editor marks what is suggested among its own choices; choosing it is taking it over. */
export type BySight = 'by sight'

/** The answer is a list, and each part of a suggestion is taken over or rejected by itself. */
export interface ByPart<Q extends Question = Question, A extends Answer = Answer> {
  /** Equal for parts that cannot both be in an answer. */
  key(question: Q, part: Part<A>): string
  /** Whether it can be taken over, given the answers to the other questions. */
  fits?(question: Q, part: Part<A>, answers: Answers): boolean
  /** The answer with the part in it; unchanged, with the reason in the view, if that cannot be. */
  accept(question: Q, draft: Draft<A>, part: Part<A>): Draft<A>
  words(question: Q, item: ShownItem | undefined): (part: Part<A>) => PartWords
}

type Part<A> = A extends readonly (infer P)[] ? P : never

export interface PartWords {
  readonly title: string
  /** The words it marks, where it is. */
  readonly detail: string
  readonly color: number | null
}

export interface QuestionKind<Q extends Question = Question, A extends Answer = Answer> {
  readonly kind: Q['kind']
  readonly Editor: ComponentType<EditorProps<Q, A>>
  /** Read-only: disputes, a task's story. */
  readonly View: ComponentType<{ question: Q; answer: A | undefined; item?: ShownItem | undefined }>
  /** Kinds that are answered on the item: on which fields, and what shows those. Kinds of one medium share one surface. */
  readonly surface?: {
    readonly Surface: Surface
    /** Of the item and of the field that are shown so. */
    readonly className?: string
    fields(question: Q, schema: LabelSchema): readonly string[]
  }
  /** `taken`: keys other questions have claimed for themselves. */
  keys(question: Q, view: unknown, taken: ReadonlySet<string>): KeyBinding<A>[]
  summary(question: Q, answer: A): Summary
  /** Nothing said: undefined, an empty list, blank text. */
  isEmpty(answer: A | undefined): boolean
  /** Why this answer cannot be given yet, in words; null when it can. */
  problem(question: Q, answer: A | undefined): string | null
  /** Its editor has a field to find a label with. */
  hasFind(question: Q): boolean
  /** One key can be the whole answer. */
  instant(question: Q): boolean
  same(a: A | undefined, b: A | undefined): boolean
  /** What the answer becomes when that to an earlier question changes; for kinds whose answers hang on another's. */
  follow?(
    question: Q,
    answer: A | undefined,
    earlier: Question,
    before: Answer | undefined,
    after: Answer | undefined,
  ): A | undefined
  /** How the suggestions of a weak model are taken over; absent: as a whole. */
  readonly suggest?: BySight | ByPart<Q, A>
  /** One line below the question: how it is answered. */
  how(question: Q, goesOn: boolean): string
}
