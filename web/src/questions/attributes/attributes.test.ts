import { describe, expect, test } from 'vitest'
import type { BoxesQuestion } from '../../api/types'
import { attributesOf, attributeWords, openAttribute, withAttribute, withOwnAttributes } from './attributes'

const question: BoxesQuestion = {
  kind: 'boxes',
  name: 'ships',
  title: 'Mark the ships.',
  labels: [{ name: 'ship', title: 'Ship' }, { name: 'tug' }],
  attributes: [
    { kind: 'choice', mode: 'single', name: 'side', title: 'Side', labels: [{ name: 'port', title: 'Port' }, { name: 'bow' }] },
    { kind: 'text', name: 'sail', title: 'Name on it', on: ['ship'], required: false },
  ],
}
const ship = { label: 'ship', attributes: { side: 'port', sail: 'Ada' } }

describe('what is asked about a region', () => {
  test('depends on its label', () => {
    expect(attributesOf(question, 'ship').map(a => a.name)).toEqual(['side', 'sail'])
    expect(attributesOf(question, 'tug').map(a => a.name)).toEqual(['side'])
  })
  test('is named with the region where an answer is missing', () => {
    expect(openAttribute(question, [ship, { label: 'ship' }])).toContain('Number 2, Ship, “Side”')
    expect(openAttribute(question, [ship])).toBeNull()
  })
  test('is forgotten where another label does not ask it', () =>
    expect(withOwnAttributes(question, { ...ship, label: 'tug' })).toEqual({ label: 'tug', attributes: { side: 'port' } }))
  test('leaves nothing behind when its last answer is taken back', () =>
    expect(withAttribute(withAttribute(ship, 'side', undefined), 'sail', undefined)).toEqual({ label: 'ship' }))
  test('reads as words', () => expect(attributeWords(question.attributes ?? [], ship.attributes)).toBe('Port, Ada'))
})
