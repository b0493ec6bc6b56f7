import { expect, test } from 'vitest'
import { rank } from './rank'

const all = ['Overview', 'Go to data', 'Database mails', 'Export'].map(label => ({ label, group: 'g' }))
const found = (wanted: string) => rank(all, wanted, x => x.label).map(x => x.label)

test('beginnings come first, then words, then scattered letters', () => {
  expect(found('data')).toEqual(['Database mails', 'Go to data'])
  expect(found('exp')).toEqual(['Export'])
  expect(found('ovw')).toEqual(['Overview'])
  expect(found('zz')).toEqual([])
})
test('nothing typed keeps everything in its order', () => expect(found('')).toEqual(all.map(x => x.label)))
test('a group stays together, the best one first', () => {
  const mixed = [
    { label: 'xa', group: 'two' },
    { label: 'a', group: 'one' },
    { label: 'ba', group: 'one' },
  ]
  expect(rank(mixed, 'a', x => x.label).map(x => x.label)).toEqual(['a', 'ba', 'xa'])
})
