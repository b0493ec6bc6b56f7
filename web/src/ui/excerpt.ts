import type { LabelSchema } from '../api/types'

/** A value of the data as words. */
export const asText = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** The first words of an item: its first field that says anything. */
export function excerpt(schema: LabelSchema, data: Record<string, unknown>, length = 120): string {
  for (const field of schema.fields) {
    const text = asText(data[field.name]).replace(/\s+/g, ' ').trim()
    if (text !== '') return text.length > length ? `${text.slice(0, length).trimEnd()}…` : text
  }
  return ''
}
