import type { ImageQuestion, Question } from '../../api/types'
import { kindOf } from '..'
import type { ImageKind } from './imageKind'

/** The kind of a question that is answered on an image. */
export const imageKindOf = (question: Question) => kindOf(question) as unknown as ImageKind

export const asImageQuestion = (question: Question) => question as ImageQuestion
