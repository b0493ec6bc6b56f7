import type { LabelSchema } from '../../api/types'
import { labelColor } from '../../questions'
import { colorAt, pathTitle, titleOf } from '../../questions/choice/labels'
import { caption, ordinal } from '../../questions/rating/scale'

export interface LabelWords {
  readonly text: string
  readonly color: string
  /** What stands for it where there is little room; a place in the list where it has nothing shorter. */
  readonly short?: string
}

/** A category in words and colour, as the schema has it; a path of a taxonomy comes joined by " / ". */
export function labelWords(schema: LabelSchema, name: string, label: string): LabelWords {
  const question = schema.questions.find(q => q.name === name)
  if (question?.kind === 'choice') {
    const path = question.mode === 'taxonomy' ? label.split(' / ') : [label]
    const found = question.labels.find(l => l.name === label)
    return {
      text: question.mode === 'taxonomy' ? pathTitle(question, path) : found ? titleOf(found) : label,
      color: labelColor(colorAt(question, path)),
    }
  }
  if (question?.kind === 'rating')
    return { text: caption(question, Number(label)), color: ordinal(question, Number(label)), short: label }
  return { text: label, color: 'var(--ink3)' }
}
