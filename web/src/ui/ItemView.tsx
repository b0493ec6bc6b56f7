import type { LabelSchema } from '../api/types'
import { w } from '../i18n'
import { asText } from './excerpt'
import { arrange } from './item'
import { Markdown } from './Markdown'

/** The fields of an item as the schema wants them shown; line breaks of the data are kept. */
export function ItemView({ schema, data }: { schema: LabelSchema; data: Record<string, unknown> }) {
  const { heading, facts, body } = arrange(schema.fields.map(field => ({ field, text: asText(data[field.name]) })))
  const named = body.length > 1
  return (
    <>
      {heading && <h2 className="read heading">{heading.text}</h2>}
      {facts.length > 0 && (
        <dl className="facts">
          {facts.map(({ field, text }) => (
            <div key={field.name}>
              <dt>{field.title ?? field.name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {body.map(({ field, text }) => (
        <section key={field.name} className="fieldview" aria-label={field.title ?? field.name}>
          {named && <h2 className="xs dim">{field.title ?? field.name}</h2>}
          {text.trim() === '' ? (
            <p className="read none">{w.task.noData}</p>
          ) : field.kind === 'markdown' ? (
            <Markdown text={text} className="read" />
          ) : (
            <div className="read raw">{text}</div>
          )}
        </section>
      ))}
    </>
  )
}
