import type { Field, LabelSchema } from '../../api/types'
import { kindOf } from '..'
import type { Layer } from './surface'

/**
 * The classes of what surrounds an item: on what medium it is worked, and whether fields stand side by side. Styles go by these, not by
 * `:has()`: with that, whatever changes among hundreds of regions would have all of them styled anew.
 */
export const itemClass = ({ questions, fields }: LabelSchema) =>
  [
    'item',
    ...new Set(questions.flatMap(question => kindOf(question).surface?.className ?? [])),
    ...(fields.some((field: Field) => field.beside) ? ['besides'] : []),
  ].join(' ')

/** The same for one field. */
export const fieldClass = (layers: readonly Layer[]) =>
  ['fieldview', ...new Set(layers.flatMap(layer => kindOf(layer.question).surface?.className ?? []))].join(' ')
