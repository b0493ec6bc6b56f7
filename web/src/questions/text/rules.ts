import type { TextQuestion } from '../../api/types'
import { w } from '../../i18n'

/** Characters as people count them: code points, as the server does. */
export const length = (text: string) => [...text].length

export function problem(question: TextQuestion, answer: string | undefined): string | null {
  const said = (answer ?? '').trim()
  if (said === '') return question.required === false ? null : w.text.write
  if (question.minLength !== undefined && length(said) < question.minLength)
    return w.text.atLeast(question.minLength, length(said))
  if (question.maxLength !== undefined && length(said) > question.maxLength)
    return w.text.atMost(question.maxLength, length(said))
  // A pattern is the server's to judge: its regular expressions are not quite the browser's.
  return null
}
