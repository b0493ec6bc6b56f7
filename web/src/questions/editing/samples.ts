// Something to try a schema with, where the project has no data yet: a small sample for each kind of field.
import type { Field, FieldMedium, ItemMedia, LabelSchema } from '../../api/types'
import { w } from '../../i18n'

export interface TrialItem {
  readonly data: Readonly<Record<string, unknown>>
  readonly media: ItemMedia
}

const MEDIA: Partial<Record<Field['kind'], FieldMedium>> = {
  image: { url: '/sample.svg', type: 'image/svg+xml', width: 640, height: 420, duration: null, thumbnail: null, peaks: null },
  audio: { url: '/sample.wav', type: 'audio/wav', width: null, height: null, duration: 4, thumbnail: null, peaks: null },
}

function valueOf(field: Field, at: number, count: number): unknown {
  switch (field.kind) {
    case 'image':
    case 'audio':
      return MEDIA[field.kind]?.url
    case 'chat':
      return w.schema.sampleTurns
    case 'markdown':
      return w.schema.sampleMarkdown
    case 'text':
      return at === count - 1 ? w.schema.sample : at === 0 ? w.schema.sampleTitle : w.schema.sampleMore
  }
}

export function sampleItem(schema: LabelSchema): TrialItem {
  const { fields } = schema
  return {
    data: Object.fromEntries(fields.map((field, at) => [field.name, valueOf(field, at, fields.length)])),
    media: Object.fromEntries(fields.flatMap(({ name, kind }) => (MEDIA[kind] ? [[name, MEDIA[kind]]] : []))),
  }
}
