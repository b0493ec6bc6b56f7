import { useMemo } from 'react'
import type { Extent, SpansQuestion } from '../../api/types'
import { asText } from '../../ui/excerpt'
import type { ShownItem } from '../contract'
import { fieldsOf } from '../spans/model'
import { partsOf } from './extent'
import { offsetsOf } from './offsets'

/** The words of an extent, gaps told by an ellipsis; its place where the item is not known. */
export function quotes(question: SpansQuestion | undefined, item: ShownItem | undefined): (extent: Extent) => string {
  const texts = new Map<string, { text: string; offsets: ReturnType<typeof offsetsOf> }>()
  const only = question && item && fieldsOf(question, item.schema)[0]
  const textOf = (field: string) => {
    const known = texts.get(field)
    if (known) return known
    const text = asText(item?.data[field])
    const made = { text, offsets: offsetsOf(text) }
    texts.set(field, made)
    return made
  }
  return extent => {
    const field = extent.field ?? only
    if (!item || field === undefined) return `${extent.start}–${extent.end}`
    const { text, offsets } = textOf(field)
    return partsOf(extent)
      .map(([start, end]) => text.slice(offsets.toUnits(start), offsets.toUnits(end)))
      .join(' … ')
  }
}

export const useQuotes = (question: SpansQuestion | undefined, item: ShownItem | undefined) =>
  useMemo(() => quotes(question, item), [question, item])
