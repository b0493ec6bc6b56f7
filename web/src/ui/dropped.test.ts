import { describe, expect, it } from 'vitest'
import { chosen, single, size } from './dropped'

const file = (name: string, type = '', path = '') =>
  Object.defineProperty(new File(['abc'], name, { type }), 'webkitRelativePath', { value: path })
const list = (...files: File[]) => files as unknown as FileList

describe('what was chosen', () => {
  it('is a data file or archive when it is one', () => {
    const one = chosen(list(file('mails.csv', 'text/csv')))
    expect(one?.name).toBe('mails.csv')
    expect(one && single(one)?.name).toBe('mails.csv')
    expect(single(chosen(list(file('photos.zip', 'application/zip')))!)?.name).toBe('photos.zip')
  })

  it('is sent as files when it is a picture, or more than one', () => {
    expect(single(chosen(list(file('a.jpg', 'image/jpeg')))!)).toBeNull()
    const two = chosen(list(file('a.jpg', 'image/jpeg'), file('b.jpg', 'image/jpeg')))!
    expect(single(two)).toBeNull()
    expect(two.files.map(each => each.path)).toEqual(['a.jpg', 'b.jpg'])
    expect(size(two)).toBe(6)
  })

  it('has the name of its folder, and paths within it', () => {
    const folder = chosen(list(file('1.jpg', 'image/jpeg', 'trip/day 1/1.jpg'), file('2.jpg', 'image/jpeg', 'trip/2.jpg')))!
    expect(folder.name).toBe('trip')
    expect(folder.files.map(each => each.path)).toEqual(['day 1/1.jpg', '2.jpg'])
  })

  it('is nothing when nothing was chosen', () => {
    expect(chosen(null)).toBeNull()
    expect(chosen(list())).toBeNull()
  })
})
