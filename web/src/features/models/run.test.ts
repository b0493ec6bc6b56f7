import { describe, expect, test } from 'vitest'
import type { DraftingRun, ModelSetup, WeakModel } from '../../api/types'
import { kinds, membersFor, shown } from './kinds'
import { isBusy, share } from './run'

const run = (parts: Partial<DraftingRun>): DraftingRun => ({
  id: 1,
  state: 'queued',
  stage: null,
  done: 0,
  total: 200,
  drafted: 0,
  abstained: 0,
  refused: 0,
  refusedSample: [],
  members: [],
  preparation: null,
  waitsUntil: null,
  version: null,
  spent: { requests: 0, tokens: 0, money: null },
  error: null,
  startedAt: null,
  finishedAt: null,
  ...parts,
})

describe('a run', () => {
  test('is as far as its tasks', () => {
    expect(share(run({ state: 'running', stage: 'drafting', done: 50 }))).toBe(25)
    expect(share(run({ total: 0 }))).toBe(0)
  })
  test('is as far as the answers it waits for', () => {
    const preparation = { waiting: 100, done: 20, answered: 60, failed: 40, trouble: null }
    expect(share(run({ stage: 'preparing', preparation }))).toBe(60)
    expect(share(run({ stage: 'preparing', preparation: { ...preparation, waiting: 0, answered: 0, failed: 0, done: 0 } }))).toBe(
      0,
    )
    expect(share(run({ stage: 'drafting', preparation, done: 100 }))).toBe(50)
  })
  test('is busy while it waits', () => {
    expect(isBusy(run({ waitsUntil: '2026-03-02T09:01:00Z' }))).toBe(true)
    expect(isBusy(run({ state: 'cancelled' }))).toBe(false)
    expect(isBusy(null)).toBe(false)
  })
})

describe('what is set of a language model', () => {
  const names = (settings: Record<string, string | boolean>) => shown(kinds.llm.inputs, settings).map(input => input.name)
  test('are batches only of a provider that takes them', () => {
    expect(names({ model: 'anthropic/claude-sonnet-4-5' })).toContain('batches')
    expect(names({ model: 'ollama/llama3' })).not.toContain('batches')
    expect(names({})).not.toContain('batches')
  })
  test('are batches that were chosen before, so that they can be left out again', () => {
    expect(names({ model: 'openai/gpt', batches: true })).toContain('batches')
  })
})

describe('an ensemble', () => {
  test('is made of models set up or sent, of no other ensemble, and not of itself', () => {
    const setups = [
      { id: 1, name: 'words', kind: 'rules' },
      { id: 2, name: 'both', kind: 'ensemble' },
      { id: 3, name: 'zero', kind: 'nli' },
    ] as ModelSetup[]
    const models = ['words', 'both', 'sent', 'sent'].map(name => ({ name })) as WeakModel[]
    expect(membersFor(setups, models, undefined)).toEqual(['words', 'zero', 'sent'])
    expect(membersFor(setups, models, 3)).toEqual(['words', 'sent'])
  })
})
