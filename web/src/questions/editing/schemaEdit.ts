// Edits of a label schema as plain functions. Names follow titles until someone has answered under them (`fixed`).
import type {
  Attribute,
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

/** Questions whose answers are regions, each of which can be asked more. */
export type WithAttributes = ImageQuestion | SegmentsQuestion | SpansQuestion

export const hasAttributes = (question: Question): question is WithAttributes =>
  isOnImage(question) || question.kind === 'segments' || question.kind === 'spans'

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
  /** An edit of the attributes of a question, as if they were the questions of a schema. */
  | { type: 'attributes'; question: number; edit: Edit }

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

/** The attributes of a question as a schema of their own, so that they are edited like questions. */
export const asSchema = (question: Question): LabelSchema => ({
  fields: [],
  questions: hasAttributes(question) ? (question.attributes ?? []) : [],
})

/**
 * `fixed` holds the names that answers already use: they stay, whatever the titles become. What names a label or a question that is renamed or
 * removed follows it.
 */
export function edit(schema: LabelSchema, change: Edit, fixed: ReadonlySet<string>): LabelSchema {
  const after = applied(schema, change, fixed)
  if (change.type === 'question') return withQuestionRenamed(schema, after, change.index)
  if ((change.type === 'label' || change.type === 'remove_label') && change.path.length === 1)
    return withLabelFollowed(schema, after, change.question, change.path[0]!)
  return after
}

function withQuestionRenamed(before: LabelSchema, after: LabelSchema, index: number): LabelSchema {
  const [from, to] = [before.questions[index]?.name, after.questions[index]?.name]
  if (from === undefined || to === undefined || from === to) return after
  return {
    ...after,
    questions: after.questions.map(q => {
      const over = q.kind === 'relations' && q.over === from ? { ...q, over: to } : q
      return over.when?.question === from ? { ...over, when: { ...over.when, question: to } } : over
    }),
  }
}

function withLabelFollowed(before: LabelSchema, after: LabelSchema, index: number, place: number): LabelSchema {
  const old = before.questions[index]
  const now = after.questions[index]
  if (!hasLabels(old) || !hasLabels(now)) return after
  const from = old.labels[place]?.name
  const to = now.labels.length < old.labels.length ? null : now.labels[place]?.name
  if (from === undefined || to === undefined || from === to) return after
  const follow = (names: readonly string[]) => names.flatMap(name => (name !== from ? [name] : to === null ? [] : [to]))
  return {
    ...after,
    questions: after.questions.map((q, i) => {
      const when = q.when?.question === old.name ? { ...q, when: { ...q.when, is: follow(q.when.is) } } : q
      if (when.kind === 'relations' && when.over === old.name)
        return {
          ...when,
          labels: when.labels.map(label =>
            clean({ ...label, from: label.from && follow(label.from), to: label.to && follow(label.to) } as typeof label),
          ),
        }
      if (i !== index || !hasAttributes(when) || !when.attributes) return when
      return {
        ...when,
        attributes: when.attributes.map(a => clean({ ...a, on: a.on && follow(a.on) } as Attribute)),
      } as Question
    }),
  }
}

function applied(schema: LabelSchema, change: Edit, fixed: ReadonlySet<string>): LabelSchema {
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
    case 'attributes':
      return questionAt(change.question, q => {
        const { questions } = edit(asSchema(q), change.edit, fixed)
        return clean({ ...q, attributes: questions.length > 0 ? questions : undefined } as unknown as Question)
      })
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

/** The names answers may already use: every question's, every label's, every attribute's. */
export const namesIn = (schema: LabelSchema): ReadonlySet<string> =>
  new Set(
    schema.questions.flatMap(q => {
      const names = (labels: readonly Label[]): string[] => labels.flatMap(l => [l.name, ...names(l.children ?? [])])
      return [q.name, ...(hasLabels(q) ? names(q.labels) : []), ...namesIn(asSchema(q))]
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
