// What is asked about each region besides its label.
import type { Attribute, ImageQuestion, ImageRegion, Question } from '../../api/types'
import { kindOf } from '..'
import { w } from '../../i18n'
import { titleOf } from '../choice/labels'

export const isAsked = (attribute: Attribute, label: string) =>
  attribute.on === undefined || attribute.on.length === 0 || attribute.on.includes(label)

export const attributesOf = (question: ImageQuestion, label: string) =>
  (question.attributes ?? []).filter(attribute => isAsked(attribute, label))

/** The first region with an attribute that still needs an answer, in words; null where there is none. */
export function openAttribute(question: ImageQuestion, regions: readonly ImageRegion[]): string | null {
  for (const [index, region] of regions.entries())
    for (const attribute of attributesOf(question, region.label)) {
      const why = kindOf(attribute as Question).problem(attribute as Question, region.attributes?.[attribute.name])
      const label = question.labels.find(l => l.name === region.label)
      if (why !== null) return w.image.attributeOpen(index + 1, label ? titleOf(label) : region.label, attribute.title, why)
    }
  return null
}
