import type { SegmentAnswer, SegmentsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { openAttribute } from '../attributes/attributes'
import { titleOf } from '../choice/labels'
import type { QuestionKind } from '../contract'
import { labelKeys } from '../labelKeys'
import { AudioSurface } from '../onAudio/AudioSurface'
import { clock } from '../onAudio/times'
import { colorOf } from '../spans/model'
import { fieldsOf, keyOf, labelTitle, pressLabel, put } from './model'
import { SegmentsEditor } from './SegmentsEditor'
import { SegmentsView } from './SegmentsView'

export const segments: QuestionKind<SegmentsQuestion, SegmentAnswer[]> = {
  kind: 'segments',
  Editor: SegmentsEditor,
  View: SegmentsView,
  surface: { Surface: AudioSurface, fields: (question, schema) => fieldsOf(question as SegmentsQuestion, schema) },
  keys(question, _view, taken) {
    return labelKeys<SegmentAnswer[]>(question, taken, (draft, label) => pressLabel(question, draft, label))
  },
  summary(question, answer) {
    const named = question.labels.flatMap(label => {
      const n = answer.filter(segment => segment.label === label.name).length
      return n === 0
        ? []
        : [{ text: n === 1 ? titleOf(label) : `${titleOf(label)} × ${n}`, color: colorOf(question, label.name) }]
    })
    return { text: named.map(one => one.text).join(', ') || w.segments.nothing, color: named[0]?.color ?? null }
  },
  // An empty list says that there is nothing to mark; that is an answer.
  isEmpty: answer => answer === undefined,
  problem(question, answer) {
    if (answer === undefined) return question.required === false ? null : w.segments.markOrNothing
    return openAttribute(question, answer)
  },
  suggest: {
    key: (_question, segment) => keyOf(segment),
    accept: (question, draft, segment) => put(question, draft, undefined, segment),
    words: question => segment => ({
      title: labelTitle(question, segment.label),
      detail: `${clock(segment.start)} – ${clock(segment.end)}`,
      color: colorOf(question, segment.label),
    }),
  },
  hasFind: () => false,
  instant: () => false,
  same: (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b),
  how: () => w.segments.how,
}
