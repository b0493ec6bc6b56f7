import { describe, expect, test } from 'vitest'
import type { LabelSchema, Question, SpanAnswer, SpansQuestion } from '../../api/types'
import { asked, bindings, changed, firstProblem, given, kindOf } from '..'
import {
  addPart,
  conflict,
  cycle,
  drawn,
  leave,
  moveEnd,
  nothing,
  pressLabel,
  remove,
  select,
  viewOf,
  type SpansDraft,
} from './model'

const question: SpansQuestion = {
  kind: 'spans',
  name: 'e',
  title: 'E',
  fields: ['text'],
  labels: [{ name: 'PER' }, { name: 'LOC' }],
  attributes: [{ kind: 'text', name: 'note', title: 'Note', on: ['LOC'] }],
}
const nested: SpansQuestion = { ...question, overlap: 'nested' }
const empty: SpansDraft = { answer: undefined, view: undefined }
const span = (start: number, end: number, label = 'PER'): SpanAnswer => ({ start, end, label })

describe('marking', () => {
  test('a stretch drawn waits for a label, and its key marks and selects it', () => {
    const waiting = drawn(question, empty, { start: 3, end: 5 })
    expect([waiting.answer, viewOf(waiting.view).pending]).toEqual([undefined, { start: 3, end: 5 }])
    const marked = pressLabel(question, waiting, 'PER')
    expect(marked.answer).toEqual([span(3, 5)])
    expect(pressLabel(question, marked, 'LOC').answer).toEqual([span(3, 5, 'LOC')])
  })
  test('a label chosen first marks every stretch, and its key again lets go of it', () => {
    let draft = pressLabel(question, empty, 'LOC')
    draft = drawn(question, draft, { start: 6, end: 9 })
    draft = drawn(question, draft, { start: 0, end: 3 })
    expect(draft.answer).toEqual([span(0, 3, 'LOC'), span(6, 9, 'LOC')])
    expect(viewOf(pressLabel(question, draft, 'LOC').view).armed).toBeUndefined()
  })
  test('what may not overlap, or not cross, is refused with a word why and changes nothing', () => {
    const draft = pressLabel(question, drawn(question, empty, { start: 0, end: 5 }), 'PER')
    const refused = pressLabel(question, drawn(question, draft, { start: 3, end: 8 }), 'LOC')
    expect(refused.answer).toEqual([span(0, 5)])
    expect(viewOf(refused.view).refused).toContain('PER')
    expect(conflict(nested, [span(0, 5)], span(1, 3, 'LOC'))).toBeNull()
    expect(conflict(nested, [span(0, 5)], span(3, 8, 'LOC'))).toContain('cross')
    expect(conflict({ ...question, overlap: 'any' }, [span(0, 5)], span(3, 8, 'LOC'))).toBeNull()
    expect(conflict({ ...question, overlap: 'any' }, [span(0, 5)], span(0, 5))).toContain('already')
  })
  test('parts make a span with gaps; those that touch are one', () => {
    const gapped = { ...question, discontinuous: true }
    const first = pressLabel(gapped, drawn(gapped, empty, { start: 0, end: 3 }), 'PER')
    const two = addPart(gapped, first, { start: 5, end: 8 })
    expect(two.answer).toEqual([
      {
        start: 0,
        end: 8,
        label: 'PER',
        parts: [
          [0, 3],
          [5, 8],
        ],
      },
    ])
    expect(addPart(gapped, two, { start: 3, end: 5 }).answer).toEqual([span(0, 8)])
    expect(conflict(gapped, two.answer ?? [], span(3, 5, 'LOC'))).toBeNull()
  })
  test('a border moves, but never past the other one', () => {
    const draft = { ...empty, answer: [span(2, 6)] }
    expect(moveEnd(question, draft, draft.answer[0]!, 'end', 9).answer).toEqual([span(2, 9)])
    expect(moveEnd(question, draft, draft.answer[0]!, 'start', 6).answer).toEqual([span(2, 6)])
  })
  test('repeated clicks go from the shortest span to the ones around it, and round', () => {
    let draft: SpansDraft = { ...empty, answer: [span(0, 9), span(2, 6, 'LOC')] }
    const seen = [0, 1, 2].map(() => {
      const next = cycle(draft, 'text', 3)
      draft = select(draft, next)
      return next?.label
    })
    expect(seen).toEqual(['LOC', 'PER', 'LOC'])
  })
  test('nothing to mark is an answer; no marks left is none', () => {
    expect(nothing(empty).answer).toEqual([])
    expect(nothing(nothing(empty)).answer).toBeUndefined()
    const one = { ...empty, answer: [span(0, 3)] }
    expect(remove(question, one, one.answer[0]!).answer).toBeUndefined()
    expect([kindOf(question).isEmpty([]), kindOf(question).isEmpty(undefined)]).toEqual([false, true])
    expect(kindOf(question).problem(question, undefined)).toContain('nothing')
  })
  test('letting go goes one step at a time', () => {
    const armed = drawn(question, pressLabel(question, empty, 'PER'), { start: 0, end: 3 })
    const chosen = select(armed, armed.answer?.[0])
    const once = leave(chosen)
    expect(viewOf(once?.view)).toMatchObject({ armed: 'PER', selected: undefined })
    expect(viewOf(leave(once!)?.view).armed).toBeUndefined()
    expect(leave(leave(once!)!)).toBeNull()
  })
  test('an attribute that must be answered is asked for, only of its labels', () => {
    expect(kindOf(question).problem(question, [span(0, 3)])).toBeNull()
    expect(kindOf(question).problem(question, [span(0, 3, 'LOC')])).toContain('Note')
    expect(kindOf(question).problem(question, [{ ...span(0, 3, 'LOC'), attributes: { note: 'x' } }])).toBeNull()
  })
  test('its keys keep clear of those the text and its relations need', () => {
    const many = { ...question, labels: Array.from({ length: 16 }, (_, i) => ({ name: `l${i}` })) }
    const links: Question = { kind: 'relations', name: 'links', title: '', over: many.name, labels: [{ name: 'x' }] }
    const keys = bindings({ fields: [], questions: [many, links] }, {}, 0)[0]!
    expect(keys.filter(k => k.target !== '').map(k => k.key)).not.toContain('r')
    expect(keys.find(k => k.key === '0')?.target).toBe('')
  })
})

describe('questions that hang on others', () => {
  const schema: LabelSchema = {
    fields: [],
    questions: [
      { kind: 'choice', mode: 'multiple', name: 'c', title: 'C', labels: [{ name: 'x' }, { name: 'y' }], required: false },
      { kind: 'rating', name: 'r', title: 'R', min: 1, max: 3, when: { question: 'c', is: ['x'] } },
      { kind: 'text', name: 't', title: 'T', when: { question: 'r', is: ['3'] } },
    ],
  }
  test('are asked only where the earlier one is asked and answered so', () => {
    expect(asked(schema, {})).toEqual([true, false, false])
    expect(asked(schema, { c: ['y', 'x'], r: 3 })).toEqual([true, true, true])
    expect(asked(schema, { c: ['y'], r: 3 })).toEqual([true, false, false])
  })
  test('are required, sent and have keys only then', () => {
    expect(firstProblem(schema, { c: ['y'] })).toBeNull()
    expect(firstProblem(schema, { c: ['x'] })?.index).toBe(1)
    expect(given(schema, { c: ['y'], r: 3, t: 'left over' })).toEqual({ c: ['y'] })
    expect(bindings(schema, {}, 1, { c: ['y'] })[1]).toEqual([])
    expect(bindings(schema, {}, 1, { c: ['x'] })[1]).toHaveLength(3)
  })
  test('relations follow the spans they join', () => {
    const related: LabelSchema = {
      fields: [{ name: 'text', kind: 'text' }],
      questions: [
        question,
        { kind: 'relations', name: 'rel', title: 'R', over: 'e', labels: [{ name: 'in', from: ['PER'], to: ['LOC'] }] },
      ],
    }
    const [ada, london] = [span(0, 3), span(8, 14, 'LOC')]
    const answers = { e: [ada, london], rel: [{ label: 'in', from: ada, to: london }] }
    expect(changed(related, answers, 0, [span(0, 4), london])['rel']).toEqual([{ label: 'in', from: span(0, 4), to: london }])
    expect(changed(related, answers, 0, [london])['rel']).toBeUndefined()
    expect(changed(related, answers, 0, [span(0, 3, 'LOC'), london])['rel']).toBeUndefined()
  })
})
