import { describe, expect, test } from 'vitest'
import type { LabelSchema } from '../../api/types'
import { starter } from './starter'

const schema = (question: object, field = 'text') =>
  ({ fields: [{ name: field, kind: 'text' }], questions: [{ title: '', required: true, ...question }] }) as unknown as LabelSchema

describe('rules to begin with', () => {
  test('name the question and its labels', () => {
    const text = starter(
      schema({ name: 'topic', kind: 'choice', mode: 'single', labels: [{ name: 'sport' }, { name: 'world' }] }),
    )
    expect(text).toContain('question: topic\nlabels: [sport, world]\n')
    expect(text).toContain('  - label: sport\n    keywords: [word, two words]\n  - label: world\n')
    expect(text).not.toContain('field:')
  })
  test('name labels of a taxonomy by their path, and quote what YAML would read as something else', () => {
    const text = starter(
      schema(
        {
          name: 'no',
          kind: 'choice',
          mode: 'taxonomy',
          labels: [{ name: 'food', children: [{ name: 'fruit' }, { name: '100%' }] }],
        },
        'body',
      ),
    )
    expect(text).toContain('question: "no"\nlabels: ["food / fruit", "food / 100%"]\n')
    expect(text).toContain('    field: body\n')
  })
  test('are none where no question is one that rules answer, or no field is a text', () => {
    expect(starter(schema({ name: 'stars', kind: 'rating', max: 5 }))).toBeNull()
    expect(
      starter({ ...schema({ name: 'a', kind: 'spans', labels: [{ name: 'x' }] }), fields: [] } as unknown as LabelSchema),
    ).toBeNull()
  })
})
