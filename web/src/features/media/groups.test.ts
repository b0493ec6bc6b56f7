import { describe, expect, it } from 'vitest'
import { groups } from './groups'

const sized = (size: number, path: string) => ({ file: { size } as File, path })

describe('groups of files', () => {
  it('hold at most 50 files, in their order', () => {
    const made = groups(Array.from({ length: 120 }, (_, i) => sized(1, `${i}`)))
    expect(made.map(group => group.length)).toEqual([50, 50, 20])
    expect(made.flat().map(each => each.path)).toEqual(Array.from({ length: 120 }, (_, i) => `${i}`))
  })

  it('hold at most 64 MB, or one larger file', () => {
    const made = groups([sized(40e6, 'a'), sized(20e6, 'b'), sized(10e6, 'c'), sized(900e6, 'd'), sized(1, 'e')])
    expect(made.map(group => group.map(each => each.path).join(''))).toEqual(['ab', 'c', 'd', 'e'])
  })
})
