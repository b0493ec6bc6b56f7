import { expect, test } from 'vitest'
import type { Upload } from '../../api/types'
import { missing, sampleOf, startingMapping } from './mapping'

const upload = (columns: string[], suggested: Record<string, string> = {}): Upload =>
  ({
    columns: columns.map(name => ({ name, kind: 'text', samples: [] })),
    suggested,
    rows: [Object.fromEntries(columns.map(c => [c, `${c} 1`]))],
  }) as unknown as Upload
const fields = [
  { name: 'title', kind: 'text' as const, required: false },
  { name: 'body', kind: 'text' as const },
]

test('starts from what the server suggests, as far as the column exists', () => {
  expect(startingMapping(upload(['a', 'text'], { body: 'text', title: 'gone' }), fields)).toEqual({ body: 'text' })
})
test('a lone column feeds a lone field', () => expect(startingMapping(upload(['line']), [fields[1]!])).toEqual({ body: 'line' }))
test('only required fields are missed', () => expect(missing({}, fields)).toEqual(['body']))
test('the first row shows what people will see', () => expect(sampleOf(upload(['a']), { body: 'a' })).toEqual({ body: 'a 1' }))
