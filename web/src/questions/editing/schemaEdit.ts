// Edits of a label schema as plain functions. Names follow titles until someone has answered under them (`fixed`).
import type {
  ChoiceQuestion,
  Field,
  ImageQuestion,
  Label,
  LabelSchema,
  Question,
  RankingQuestion,
  RelationsQuestion,
  SegmentsQuestion,
  SpansQuestion,
} from '../../api/types'

/** Questions whose answers are made of labels. */
export type Labelled = ChoiceQuestion | SpansQuestion | RelationsQuestion | RankingQuestion | ImageQuestion | SegmentsQuestion

const hasLabels = (question: Question | undefined): question is Labelled => question !== undefined && 'labels' in question

export const isOnImage = (question: Question): question is ImageQuestion =>
  question.kind === 'boxes' || question.kind === 'polygons' || question.kind === 'keypoints' || question.kind === 'masks'

type Changes<Q> = Q extends Question ? Partial<Q> : never

export type Edit =
  | { type: 'replace'; schema: LabelSchema }
  | { type: 'field'; index: number; change: Partial<Field> }
  | { type: 'add_field' }
  | { type: 'remove_field'; index: number }
  | { type: 'question'; index: number; change: Changes<Question> }
  | { type: 'add_question'; kind: Question['kind'] }
  | { type: 'remove_question'; index: number }
  | { type: 'move_question'; index: number; by: 1 | -1 }
  | { type: 'label'; question: number; path: readonly number[]; change: Partial<Label> }
  | { type: 'add_labels'; question: number; parent: readonly number[]; titles: readonly string[] }
  | { type: 'remove_label'; question: number; path: readonly number[] }
  | { type: 'move_label'; question: number; path: readonly number[]; by: 1 | -1 }

const MAX_NAME = 64

/** "Wants money back!" -> "wants_money_back"; letters of other scripts fall away, so a title of only those gives the fallback. */
export function nameFrom(title: string, used: readonly string[], fallback: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, MAX_NAME)
  const base = slug || fallback
  for (let i = 1; ; i++) {
    const name = i === 1 ? base : `${base.slice(0, MAX_NAME - 4)}_${i}`
    if (!used.includes(name)) return name
  }
}

const swap = <X>(all: readonly X[], index: number, by: 1 | -1): X[] => {
  const next = [...all]
  const moved = next[index]
  const other = next[index + by]
  if (moved === undefined || other === undefined) return next
  next[index] = other
  next[index + by] = moved
  return next
}

const without = <X>(all: readonly X[], index: number) => all.filter((_, i) => i !== index)

/** Drops what is empty, so that an emptied field is an absent one. */
function clean<X extends object>(value: X): X {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined && v !== '')) as X
}

/** Applies `edit` to the list of labels that holds the last step of `path`. */
function atLevel(
  labels: readonly Label[],
  path: readonly number[],
  edit: (level: readonly Label[], index: number) => Label[],
): Label[] {
  const [head, ...rest] = path
  if (head === undefined) return [...labels]
  if (rest.length === 0) return edit(labels, head)
  return labels.map((label, i) => (i === head ? { ...label, children: atLevel(label.children ?? [], rest, edit) } : label))
}

function nextColor(question: Labelled, depth: number): number | undefined {
  if (depth > 0) return undefined
  const used = question.labels.map(l => l.color ?? 0)
  for (let color = 1; color <= 20; color++) if (!used.includes(color)) return color
  return (question.labels.length % 20) + 1
}

/** Whether a name still follows its title: it is what the title would give, give or take a number. */
const follows = (name: string, title: string | undefined) =>
  nameFrom(title ?? '', [], '') === name.replace(/_\d+$/, '') || /^(label|question)(_\d+)?$/.test(name)

function retitled(label: Label, change: Partial<Label>, siblings: readonly Label[], fixed: ReadonlySet<string>): Label {
  const next = { ...label, ...change }
  if (change.title !== undefined && change.name === undefined && !fixed.has(label.name) && follows(label.name, label.title))
    next.name = nameFrom(
      change.title,
      siblings.filter(l => l !== label).map(l => l.name),
      'label',
    )
  return clean(next)
}

export function blankQuestion(kind: Question['kind'], schema: LabelSchema): Question {
  const used = schema.questions.map(q => q.name)
  const name = nameFrom('', used, 'question')
  switch (kind) {
    case 'choice':
      return { kind, mode: 'single', name, title: '', labels: [] }
    case 'rating':
      return { kind, name, title: '', min: 1, max: 5 }
    case 'text':
      return { kind, name, title: '' }
    case 'keypoints':
      return { kind, name, title: '', labels: [], points: [] }
    case 'boxes':
    case 'polygons':
    case 'masks':
      return { kind, name, title: '', labels: [] }
    case 'segments':
    case 'spans':
      return { kind, name, title: '', labels: [] }
    case 'relations':
      return { kind, name, title: '', over: schema.questions.find(q => q.kind === 'spans')?.name ?? '', labels: [] }
    case 'ranking':
      return { kind, name, title: '', labels: [] }
    case 'pairwise':
      return { kind, name, title: '', a: schema.fields[0]?.name ?? '', b: schema.fields[1]?.name ?? '' }
  }
}

/** `fixed` holds the names that answers already use: they stay, whatever the titles become. */
export function edit(schema: LabelSchema, change: Edit, fixed: ReadonlySet<string>): LabelSchema {
  const questionAt = (index: number, make: (q: Question) => Question): LabelSchema => ({
    ...schema,
    questions: schema.questions.map((q, i) => (i === index ? make(q) : q)),
  })
  const labelsOf = (index: number, make: (q: Labelled) => Label[]) =>
    questionAt(index, q => (hasLabels(q) ? ({ ...q, labels: make(q) } as Question) : q))
  switch (change.type) {
    case 'replace':
      return change.schema
    case 'field':
      return {
        ...schema,
        fields: schema.fields.map((field, i) => (i === change.index ? clean({ ...field, ...change.change }) : field)),
      }
    case 'add_field':
      return {
        ...schema,
        fields: [
          ...schema.fields,
          {
            name: nameFrom(
              '',
              schema.fields.map(x => x.name),
              'text',
            ),
            kind: 'text',
          },
        ],
      }
    case 'remove_field':
      return { ...schema, fields: without(schema.fields, change.index) }
    case 'question':
      return questionAt(change.index, q => {
        const next = { ...q, ...change.change } as Question
        if (
          change.change.title !== undefined &&
          change.change.name === undefined &&
          !fixed.has(q.name) &&
          follows(q.name, q.title)
        )
          next.name = nameFrom(
            change.change.title,
            schema.questions.filter(o => o !== q).map(o => o.name),
            'question',
          )
        return clean(next)
      })
    case 'add_question':
      return { ...schema, questions: [...schema.questions, blankQuestion(change.kind, schema)] }
    case 'remove_question':
      return { ...schema, questions: without(schema.questions, change.index) }
    case 'move_question':
      return { ...schema, questions: swap(schema.questions, change.index, change.by) }
    case 'label':
      return labelsOf(change.question, q =>
        atLevel(q.labels, change.path, (level, index) =>
          level.map((label, i) => (i === index ? retitled(label, change.change, level, fixed) : label)),
        ),
      )
    case 'add_labels':
      return change.titles.reduce<LabelSchema>((before, title) => {
        const question = before.questions[change.question]
        if (!hasLabels(question)) return before
        const add = (level: readonly Label[]): Label[] => {
          const name = nameFrom(
            title,
            level.map(l => l.name),
            'label',
          )
          return [...level, clean({ name, title, color: nextColor(question, change.parent.length) } as Label)]
        }
        const labels =
          change.parent.length === 0
            ? add(question.labels)
            : atLevel(question.labels, change.parent, (level, index) =>
                level.map((l, i) => (i === index ? { ...l, children: add(l.children ?? []) } : l)),
              )
        return {
          ...before,
          questions: before.questions.map((q, i) => (i === change.question ? ({ ...question, labels } as Question) : q)),
        }
      }, schema)
    case 'remove_label':
      return labelsOf(change.question, q => atLevel(q.labels, change.path, (level, index) => without(level, index)))
    case 'move_label':
      return labelsOf(change.question, q => atLevel(q.labels, change.path, (level, index) => swap(level, index, change.by)))
  }
}

/** The names answers may already use: every question's and every label's. */
export const namesIn = (schema: LabelSchema): ReadonlySet<string> =>
  new Set(
    schema.questions.flatMap(q => {
      const names = (labels: readonly Label[]): string[] => labels.flatMap(l => [l.name, ...names(l.children ?? [])])
      return [q.name, ...(hasLabels(q) ? names(q.labels) : [])]
    }),
  )

/** One label a line; blank lines and doubles fall away. */
export const titlesFrom = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  ),
]
