import { describe, expect, it } from 'vitest'
import type { Project, Upload } from '../../api/types'
import { likelyQuestion, looksLikeAnswers, usualColumns } from './answers'

const upload = (...names: string[]) =>
  ({ columns: names.map(name => ({ name, kind: 'text', samples: [] })) }) as unknown as Upload
const asking = (...questions: { name: string; required?: boolean }[]) => ({ schema: { questions } }) as unknown as Project

describe('a table of answers', () => {
  it('is told by its columns', () => {
    expect(looksLikeAnswers(upload('item', 'worker', 'label'))).toBe(true)
    expect(looksLikeAnswers(upload('text', 'label'))).toBe(false)
    expect(usualColumns(upload('rater', 'value', 'task', 'item'))).toEqual({ task: 'task', annotator: 'rater', label: 'value' })
    expect(usualColumns(upload('who', 'label'))).toEqual({ task: '', annotator: '', label: 'label' })
  })

  it('answers the question that must be answered', () => {
    expect(likelyQuestion(asking({ name: 'note', required: false }, { name: 'topic' }))).toBe('topic')
    expect(likelyQuestion(asking({ name: 'note', required: false }))).toBe('note')
  })
})
