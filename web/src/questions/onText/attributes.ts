// What may be asked about a region: a choice, a rating, a text.
import type { Answers, Attribute } from '../../api/types'
import { choice } from '../choice'
import type { QuestionKind } from '../contract'
import { rating } from '../rating'
import { text } from '../text'

const kinds = { choice, rating, text } as unknown as Record<Attribute['kind'], QuestionKind>

export const attributeKind = (attribute: Attribute): QuestionKind => kinds[attribute.kind]

export const problemOf = (attribute: Attribute, answer: Answers[string] | undefined): string | null =>
  attributeKind(attribute).problem(attribute, answer)

/** What was said about a region, in words. */
export const attributeWords = (asked: readonly Attribute[], answers: Answers | undefined): string =>
  asked
    .flatMap(attribute => {
      const answer = answers?.[attribute.name]
      return answer === undefined ? [] : [attributeKind(attribute).summary(attribute, answer).text]
    })
    .join(', ')
