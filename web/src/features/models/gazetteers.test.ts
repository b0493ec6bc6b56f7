import { describe, expect, test } from 'vitest'
import { MOST, phrases, withFiles } from './gazetteers'

describe('gazetteers', () => {
  test('a file takes the place of the one of its name, and the others stay', async () => {
    const after = await withFiles({ 'a.txt': 'one', 'b.txt': 'two' }, [new File(['drei\nvier'], 'b.txt')])
    expect(after).toEqual({ 'a.txt': 'one', 'b.txt': 'drei\nvier' })
  })
  test('what is no text, and what is too long together, is refused by name and number', async () => {
    await expect(withFiles({}, [new File([new Uint8Array([0xff, 0xfe])], 'x.bin')])).rejects.toThrow('x.bin is no text in UTF-8.')
    const half = 'a'.repeat(MOST / 2)
    await expect(withFiles({ 'a.txt': half }, [new File([half, 'a'], 'b.txt')])).rejects.toThrow('2,000,000 characters')
    await expect(withFiles({ 'b.txt': half + 'a' }, [new File([half], 'b.txt')])).resolves.toEqual({ 'b.txt': half })
  })
  test('lines that hold nothing are no phrases', () => {
    expect(phrases('one\r\n\r\n two \n \n')).toBe(2)
  })
})
