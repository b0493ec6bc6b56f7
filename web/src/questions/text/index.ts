import type { TextQuestion } from '../../api/types'
import { w } from '../../i18n'
import type { QuestionKind } from '../contract'
import { TextEditor, TextView } from './TextEditor'
import { problem } from './rules'

export const text: QuestionKind<TextQuestion, string> = {
  kind: 'text',
  Editor: TextEditor,
  View: TextView,
  keys: () => [],
  summary: (_question, answer) => ({ text: answer.replace(/\s+/g, ' ').trim(), color: null }),
  isEmpty: answer => answer === undefined || answer.trim() === '',
  problem,
  hasFind: () => false,
  instant: () => false,
  same: (a, b) => (a ?? '').trim() === (b ?? '').trim(),
  how: question => (question.multiline ? w.text.howMany : w.text.how),
}
