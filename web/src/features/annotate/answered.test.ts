import { expect, test } from 'vitest'
import { answeredTasks } from './answered'

test('a claim asked for before an answer was acknowledged may still bring its task', () => {
  const answered = answeredTasks()
  answered.said(1, 'a')
  answered.said(2, 'b')
  answered.acknowledged(1, 'a', 10)
  expect(answered.unknownTo(5)).toEqual([1, 2])
  expect(answered.unknownTo(20)).toEqual([2])
})
test('an acknowledgement that comes after the answer was taken back and given anew is not for the new one', () => {
  const answered = answeredTasks()
  answered.said(1, 'first')
  answered.takenBack(1)
  answered.said(1, 'second')
  answered.acknowledged(1, 'first', 10)
  expect(answered.isOnItsWay(1)).toBe(true)
  answered.acknowledged(1, 'second', 20)
  expect(answered.isOnItsWay(1)).toBe(false)
})
test('what was taken back is wanted again, whatever is acknowledged late', () => {
  const answered = answeredTasks()
  answered.said(1, 'a')
  answered.takenBack(1)
  answered.acknowledged(1, 'a', 10)
  expect(answered.unknownTo(0)).toEqual([])
})
