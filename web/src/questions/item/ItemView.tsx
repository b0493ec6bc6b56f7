import type { CSSProperties } from 'react'
import type { Field, ItemMedia, LabelSchema } from '../../api/types'
import { kindOf } from '..'
import { asText } from '../../ui/excerpt'
import { arrange, type Shown } from './arrange'
import { fieldClass } from './itemClass'
import { Plain } from './Plain'
import type { Layer } from './surface'

const nobody = () => undefined

/** The fields of an item as the schema wants them shown; line breaks of the data are kept. A field with layers is shown through its surface. */
export function ItemView({
  schema,
  data,
  media: known,
  layers = [],
  activate = nobody,
}: {
  schema: LabelSchema
  data: Record<string, unknown>
  /** Null or absent where the schema shows no image or recording. */
  media?: ItemMedia | null | undefined
  layers?: readonly Layer[]
  activate?: (index: number) => void
}) {
  const media = known ?? {}
  const on = (field: Field) =>
    layers.filter(({ question }) => kindOf(question).surface?.fields(question, schema).includes(field.name))
  const { heading, facts, body } = arrange(
    schema.fields.map(field => ({ field, text: asText(data[field.name]), isWorkedOn: on(field).length > 0 })),
  )
  const named = body.flat().length > 1
  const view = ({ field, isWorkedOn }: Shown) => (
    <section key={field.name} className={fieldClass(on(field))} aria-label={field.title ?? field.name}>
      {named && <h2 className="xs dim">{field.title ?? field.name}</h2>}
      {isWorkedOn ? (
        <OnSurface field={field} value={data[field.name]} media={media} layers={on(field)} activate={activate} />
      ) : (
        <Plain field={field} value={data[field.name]} medium={media[field.name]} />
      )}
    </section>
  )
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
      {body.map(row =>
        row.length === 1 ? (
          row.map(view)
        ) : (
          <div key={row[0]?.field.name} className="fieldrow-beside" style={{ '--n': row.length } as CSSProperties}>
            {row.map(view)}
          </div>
        ),
      )}
    </>
  )
}

function OnSurface({
  field,
  value,
  media,
  layers,
  activate,
}: {
  field: Field
  value: unknown
  media: ItemMedia
  layers: readonly Layer[]
  activate(index: number): void
}) {
  const [first] = layers
  const Surface = first && kindOf(first.question).surface?.Surface
  return Surface && <Surface field={field} value={value} medium={media[field.name]} layers={layers} activate={activate} />
}
