import type { Label, LabelSchema } from '../../api/types'

/** Rules to begin with: the first question that rules can answer, its labels, and an example to change. Null where there is none. */
export function starter(schema: LabelSchema): string | null {
  const question = schema.questions.find(q => q.kind === 'choice' || q.kind === 'spans')
  if (!question) return null
  const labels = paths(question.labels)
  const field = schema.fields.find(x => x.kind === 'text' || x.kind === 'markdown')
  if (labels.length === 0 || !field) return null
  return [
    `question: ${quoted(question.name)}`,
    `labels: [${labels.map(quoted).join(', ')}]`,
    'combine: majority   # or label-model: rules count by how right they seem',
    'rules:',
    ...labels
      .slice(0, 3)
      .flatMap(label => [`  - label: ${quoted(label)}`, `    keywords: [word, two words]`, ...fieldLine(field.name)]),
    '  # - label: …',
    "  #   regex: '\\bfree\\b.*\\boffer\\b'",
    '  # - label: …',
    '  #   gazetteer: names.txt',
    '',
  ].join('\n')
}

/** Labels as rules name them: those of a taxonomy by their whole path. */
const paths = (labels: readonly Label[], above = ''): string[] =>
  labels.flatMap(label => {
    const path = above ? `${above} / ${label.name}` : label.name
    return label.children?.length ? paths(label.children, path) : [path]
  })

const fieldLine = (name: string) => (name === 'text' ? [] : [`    field: ${quoted(name)}`])

/** Bare where YAML cannot take it for anything else. */
const quoted = (text: string) =>
  /^[A-Za-z][\w-]*( [\w-]+)*$/.test(text) && !/^(true|false|yes|no|on|off|null)$/i.test(text) ? text : JSON.stringify(text)
