// COCO's run lengths of a mask: pixels are counted down each column, columns from left to right, first those outside, then those inside, in turn.
// Compressed as in cocoapi's maskApi.c (rleToString): each count, from the fourth on less the one two before, in groups of five bits.
import type { Rect, Size } from '../image/geometry'

/** Pixels of a stretch of an image, row by row: 1 inside. */
export interface Cut {
  readonly box: Rect
  readonly bytes: Uint8Array
}

export function toRuns(counts: string): number[] {
  const runs: number[] = []
  let at = 0
  while (at < counts.length) {
    let [value, shift, more] = [0, 0, true]
    while (more) {
      const code = counts.charCodeAt(at++) - 48
      if (!(code >= 0 && code < 64)) return []
      value |= (code & 0x1f) << shift
      more = (code & 0x20) !== 0
      shift += 5
      if (!more && code & 0x10) value |= -1 << shift
    }
    if (runs.length > 2) value += runs[runs.length - 2]!
    runs.push(value)
  }
  return runs
}

export function fromRuns(runs: readonly number[]): string {
  const codes: string[] = []
  for (const [i, run] of runs.entries()) {
    let value = i > 2 ? run - runs[i - 2]! : run
    for (let more = true; more;) {
      let code = value & 0x1f
      value >>= 5
      more = code & 0x10 ? value !== -1 : value !== 0
      if (more) code |= 0x20
      codes.push(String.fromCharCode(code + 48))
    }
  }
  return codes.join('')
}

/** The smallest rectangle that holds every pixel. */
export function boundsOfRuns(runs: readonly number[], { height }: Size): Rect {
  let [at, left, top, right, bottom] = [0, Infinity, Infinity, 0, 0]
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1 && run > 0) {
      const last = at + run - 1
      const [first, end] = [Math.floor(at / height), Math.floor(last / height)]
      left = Math.min(left, first)
      right = Math.max(right, end + 1)
      top = Math.min(top, end > first ? 0 : at % height)
      bottom = Math.max(bottom, end > first ? height : (last % height) + 1)
    }
    at += run
  }
  return right === 0 ? { x: 0, y: 0, width: 0, height: 0 } : { x: left, y: top, width: right - left, height: bottom - top }
}

export const areaOfRuns = (runs: readonly number[]) => runs.reduce((sum, run, i) => (i % 2 === 1 ? sum + run : sum), 0)

export function holdsPixel(runs: readonly number[], { height }: Size, x: number, y: number): boolean {
  const wanted = x * height + y
  let at = 0
  for (const [i, run] of runs.entries()) {
    at += run
    if (wanted < at) return i % 2 === 1
  }
  return false
}

export function decode(counts: string, size: Size): Cut {
  const runs = toRuns(counts)
  const box = boundsOfRuns(runs, size)
  const bytes = new Uint8Array(box.width * box.height)
  let at = 0
  for (const [i, run] of runs.entries()) {
    if (i % 2 === 1)
      for (let pixel = at; pixel < at + run; pixel++) {
        const x = Math.floor(pixel / size.height) - box.x
        bytes[((pixel % size.height) - box.y) * box.width + x] = 1
      }
    at += run
  }
  return { box, bytes }
}

/** Null where no pixel is inside. */
export function encode({ box, bytes }: Cut, { width, height }: Size): string | null {
  const runs: number[] = []
  let [inside, length, any] = [0, 0, false]
  const add = (value: number, count: number) => {
    if (count === 0) return
    if (value !== inside) {
      runs.push(length)
      length = 0
      inside = value
    }
    length += count
  }
  add(0, box.x * height)
  for (let x = 0; x < box.width; x++) {
    add(0, box.y)
    for (let y = 0; y < box.height; y++) {
      const value = bytes[y * box.width + x]!
      if (value) any = true
      add(value, 1)
    }
    add(0, height - box.y - box.height)
  }
  add(0, (width - box.x - box.width) * height)
  runs.push(length)
  return any ? fromRuns(runs) : null
}
