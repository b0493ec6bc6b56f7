// What is asked about a region besides its label: a choice, a rating, a text. The same for spans of a text and regions of an image.
import type { Answer, Answers, Attribute, RegionQuestion } from '../../api/types'
import { w } from '../../i18n'
import { choice } from '../choice'
import { titleOf } from '../choice/labels'
import type { QuestionKind } from '../contract'
import { rating } from '../rating'
import { text } from '../text'

const kinds = { choice, rating, text } as unknown as Record<Attribute['kind'], QuestionKind>

export interface Attributed {
  readonly label: string
  readonly attributes?: Answers
}

export const attributeKind = (attribute: Attribute): QuestionKind => kinds[attribute.kind]

/** Those that are asked about regions of a label. */
export const attributesOf = (question: Pick<RegionQuestion, 'attributes'>, label: string): Attribute[] =>
  (question.attributes ?? []).filter(({ on }) => on === undefined || on.length === 0 || on.includes(label))

const withAttributes = <R extends Attributed>(region: R, attributes: Answers): R => {
  const { attributes: _before, ...bare } = region
  return (Object.keys(attributes).length > 0 ? { ...bare, attributes } : bare) as R
}

/** A region with one answer more, another, or none. */
export function withAttribute<R extends Attributed>(region: R, name: string, answer: Answer | undefined): R {
  const { [name]: _before, ...others } = region.attributes ?? {}
  return withAttributes(region, answer === undefined ? others : { ...others, [name]: answer })
}

/** A region without the answers that are not asked of its label: what is left after another label was chosen. */
export function withOwnAttributes<R extends Attributed>(question: Pick<RegionQuestion, 'attributes'>, region: R): R {
  if (region.attributes === undefined) return region
  const asked = new Set(attributesOf(question, region.label).map(attribute => attribute.name))
  return withAttributes(region, Object.fromEntries(Object.entries(region.attributes).filter(([name]) => asked.has(name))))
}

/** The first region with an attribute that still needs an answer, in words; null where there is none. */
export function openAttribute(question: RegionQuestion, regions: readonly Attributed[]): string | null {
  if (question.attributes === undefined) return null
  for (const [index, region] of regions.entries())
    for (const attribute of attributesOf(question, region.label)) {
      const why = attributeKind(attribute).problem(attribute, region.attributes?.[attribute.name])
      const label = question.labels.find(l => l.name === region.label)
      if (why !== null) return w.attributes.open(index + 1, label ? titleOf(label) : region.label, attribute.title, why)
    }
  return null
}

/** What was said about a region, in words. */
export const attributeWords = (asked: readonly Attribute[], answers: Answers | undefined): string =>
  asked
    .flatMap(attribute => {
      const answer = answers?.[attribute.name]
      return answer === undefined ? [] : [attributeKind(attribute).summary(attribute, answer).text]
    })
    .join(', ')
