import type { Field, LabelSchema } from '../api/types'
import { w } from '../i18n'
import { asText } from './excerpt'
import { Markdown } from './Markdown'

/** A first, short, one-line text above others is what the item is called. */
const isHeading = (schema: LabelSchema, index: number, text: string) =>
  index === 0 && schema.fields.length > 1 && schema.fields[0]?.kind === 'text' && text.length <= 140 && !text.includes('\n')

/** The fields of an item as the schema wants them shown; line breaks of the data are kept. */
export function ItemView({ schema, data }: { schema: LabelSchema; data: Record<string, unknown> }) {
  return schema.fields.map((field, index) => {
    const text = asText(data[field.name])
    return <FieldView key={field.name} field={field} text={text} heading={isHeading(schema, index, text)} named={schema.fields.length > 2 || Boolean(field.title)} />
  })
}

function FieldView({ field, text, heading, named }: { field: Field; text: string; heading: boolean; named: boolean }) {
  if (text.trim() === '') return field.required === false ? null : <p className="read none">{w.task.noData}</p>
  if (heading) return <h1 className="read heading">{text}</h1>
  return (
    <section className="fieldview" aria-label={field.title ?? field.name}>
      {named && <h2 className="xs dim">{field.title ?? field.name}</h2>}
      {field.kind === 'markdown' ? <Markdown text={text} className="read" /> : <div className="read raw">{text}</div>}
    </section>
  )
}
