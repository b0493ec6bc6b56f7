import { expect, test } from 'vitest'
import type { Operation, Submit } from '../../api/outbox/operations'
import type { MyAnswer } from '../../api/types'
import { trail } from './trail'

const said = (id: string, at: number, more: Partial<Submit> = {}): Submit => ({
  id,
  kind: 'submit',
  personId: 1,
  projectId: 2,
  at,
  attempts: 0,
  notBefore: 0,
  refused: null,
  task: { id: at, data: {}, source: null, reason: 'next', leaseExpiresAt: '', draft: null, guidelineVersion: 1 },
  answers: { q: id },
  leadTimeMs: 1,
  tile: { label: id, color: 1, excerpt: '' },
  ...more,
})
const mine = (id: string, at: number, answers: MyAnswer['answers'] = { q: id }): MyAnswer => ({
  submissionId: id,
  taskId: at,
  at: new Date(at).toISOString(),
  answers,
  skipped: answers ? null : 'why',
  excerpt: '',
  undoable: true,
})
const make = (log: Operation[], sent: Submit[], known: MyAnswer[], takenBack: string[] = []) =>
  trail({
    log,
    sent,
    mine: known,
    personId: 1,
    projectId: 2,
    takenBack: new Set(takenBack),
    words: a => ({ text: String(a['q']), color: null }),
    skippedWord: 'Skipped',
  }).map(t => [t.label, t.state])

test('what is kept here comes first, then what was sent, then what the server remembers, each once', () => {
  expect(make([said('c', 3)], [said('b', 2)], [mine('b', 2), mine('a', 1)])).toEqual([
    ['c', 'unsent'],
    ['b', 'sent'],
    ['a', 'sent'],
  ])
})
test('a refused answer stays in sight as refused', () => {
  expect(make([said('x', 1, { refused: { status: 400, message: '', violations: [] } })], [], [])).toEqual([['x', 'refused']])
})
test('what was taken back is gone, whoever remembers it', () => {
  expect(make([], [said('b', 2)], [mine('b', 2), mine('a', 1)], ['b'])).toEqual([['a', 'sent']])
})
test('answers of other people and projects are not shown', () => {
  expect(make([said('x', 1, { personId: 9 }), said('y', 1, { projectId: 9 })], [], [])).toEqual([])
})
test('a skip says so', () => expect(make([], [], [mine('s', 1, null)])).toEqual([['Skipped', 'sent']]))
