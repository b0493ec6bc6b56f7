import type { Answer, Label, Question } from '../api/types'
import { assignKeys, titleOf } from './choice/labels'
import type { Draft, KeyBinding } from './contract'
import { editorKeys } from './editorKeys'

/** A key for each label, as far as there are keys that neither other questions nor the editor need. */
export function labelKeys<A extends Answer>(
  question: Question & { readonly labels: readonly Label[] },
  taken: ReadonlySet<string>,
  press: (draft: Draft<A>, label: string) => Draft<A>,
  words: (label: Label) => string = titleOf,
): KeyBinding<A>[] {
  const keys = assignKeys(question.labels, new Set([...taken, ...editorKeys(question)]))
  return question.labels.flatMap((label, i): KeyBinding<A>[] => {
    const key = keys[i]
    if (key === undefined) return []
    return [
      { key, label: words(label), target: label.name, own: label.key !== undefined, press: draft => press(draft, label.name) },
    ]
  })
}
