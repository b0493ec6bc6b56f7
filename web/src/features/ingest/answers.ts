// Tables of answers that people gave elsewhere: which columns hold what. Plain rules over the preview.
import type { Project, Upload } from '../../api/types'

const USUAL = {
  task: ['task', 'item', 'question'],
  annotator: ['annotator', 'worker', 'rater'],
  label: ['label', 'response', 'answer', 'value'],
} as const

export type Part = keyof typeof USUAL
export const PARTS: readonly Part[] = ['task', 'annotator', 'label']

/** The columns by their usual names; empty where none is called so. */
export function usualColumns(upload: Upload): Record<Part, string> {
  const names = upload.columns.map(c => c.name)
  const find = (part: Part) => USUAL[part].find(name => names.includes(name)) ?? ''
  return { task: find('task'), annotator: find('annotator'), label: find('label') }
}

/** A table in which somebody says something of something holds answers, not items. */
export const looksLikeAnswers = (upload: Upload) => PARTS.every(part => usualColumns(upload)[part] !== '')

/** The question such a table most likely answers: the only one that must be answered, or the first. */
export const likelyQuestion = ({ schema: { questions } }: Project) =>
  (questions.find(q => q.required !== false) ?? questions[0])?.name ?? ''
