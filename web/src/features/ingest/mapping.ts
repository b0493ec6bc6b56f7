// Which column feeds which field. Plain rules over the preview.
import type { Field, Upload } from '../../api/types'

export type Mapping = Readonly<Record<string, string>>

/** The server's suggestion; a lone column and a lone field belong together. */
export function startingMapping(upload: Upload, fields: readonly Field[]): Mapping {
  const names = upload.columns.map(c => c.name)
  const mapping: Record<string, string> = {}
  for (const field of fields) {
    const suggested = upload.suggested[field.name]
    if (suggested !== undefined && names.includes(suggested)) mapping[field.name] = suggested
  }
  const [only] = fields
  const [column] = names
  if (fields.length === 1 && names.length === 1 && only && column !== undefined) mapping[only.name] = column
  return mapping
}

/** Required fields without a column. */
export const missing = (mapping: Mapping, fields: readonly Field[]) =>
  fields.filter(f => f.required !== false && !mapping[f.name]).map(f => f.name)

/** The first row as the pages will show it. */
export function sampleOf(upload: Upload, mapping: Mapping): Record<string, unknown> | undefined {
  const row = upload.rows[0]
  if (!row) return undefined
  return Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, row[column]]))
}
