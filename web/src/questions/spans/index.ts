import type { SpanAnswer, SpansQuestion } from '../../api/types'
import { w } from '../../i18n'
import { openAttribute } from '../attributes/attributes'
import type { QuestionKind } from '../contract'
import { labelKeys } from '../labelKeys'
import { quotes } from '../onText/quotes'
import { TextSurface } from '../onText/TextSurface'
import { colorOf, fieldsOf, keyOf, labelTitle, nothing, pressLabel, put } from './model'
import { SpansEditor } from './SpansEditor'
import { SpansView } from './SpansView'

export const spans: QuestionKind<SpansQuestion, SpanAnswer[]> = {
  kind: 'spans',
  Editor: SpansEditor,
  View: SpansView,
  surface: {
    Surface: TextSurface,
    className: 'on-text',
    fields: (question, schema) => fieldsOf(question as SpansQuestion, schema),
  },
  keys(question, _view, taken) {
    return [
      ...labelKeys<SpanAnswer[]>(question, taken, (draft, label) => pressLabel(question, draft, label)),
      { key: '0', label: w.spans.none, target: '', own: false, press: nothing },
    ]
  },
  summary(question, answer) {
    const counts = new Map<string, number>()
    for (const { label } of answer) counts.set(label, (counts.get(label) ?? 0) + 1)
    const named = question.labels.filter(({ name }) => counts.has(name))
    return {
      text:
        named
          .map(({ name }) => `${counts.get(name) === 1 ? '' : `${counts.get(name)} × `}${labelTitle(question, name)}`)
          .join(', ') || w.spans.nothing,
      color: named[0] ? colorOf(question, named[0].name) : null,
    }
  },
  // An empty list says that there is nothing to mark; that is an answer.
  isEmpty: answer => answer === undefined,
  problem(question, answer) {
    if (answer === undefined) return question.required === false ? null : w.spans.markOrNone
    return openAttribute(question, answer)
  },
  suggest: {
    key: (_question, span) => keyOf(span),
    accept: (question, draft, span) => put(question, draft, undefined, span),
    words: (question, item) => {
      const quote = quotes(question, item)
      return span => ({ title: labelTitle(question, span.label), detail: quote(span), color: colorOf(question, span.label) })
    },
  },
  hasFind: () => true,
  instant: () => false,
  same: (a, b) =>
    a === b ||
    (a !== undefined &&
      b !== undefined &&
      a.length === b.length &&
      a.every((span, i) => {
        const other = b[i]
        return other && keyOf(span) === keyOf(other) && JSON.stringify(span.attributes) === JSON.stringify(other.attributes)
      })),
  how: () => w.spans.how,
}
