// Kinds that the server knows and these pages do not draw: said to be answered by programs, so that a page
// with one among its questions still works.
import { w } from '../../i18n'
import type { QuestionKind } from '../contract'
import { ElsewhereEditor, ElsewhereView } from './Elsewhere'

export const elsewhere: Omit<QuestionKind, 'kind'> = {
  Editor: ElsewhereEditor,
  View: ElsewhereView,
  keys: () => [],
  summary: () => ({ text: w.elsewhere.answered, color: null }),
  isEmpty: answer => answer === undefined,
  problem: (question, answer) => (answer === undefined && question.required !== false ? w.elsewhere.how(question.kind) : null),
  hasFind: () => false,
  instant: () => false,
  same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  how: () => '',
}
