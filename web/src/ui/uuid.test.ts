import { expect, test, vi } from 'vitest'
import { uuid } from './uuid'

const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('is a version 4 UUID, also without crypto.randomUUID', () => {
  expect(uuid()).toMatch(V4)
  vi.stubGlobal('crypto', { getRandomValues: <X extends Uint8Array>(bytes: X) => bytes.fill(0xff) })
  expect(uuid()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  vi.unstubAllGlobals()
})
