// Painting whole pixels: a round brush drawn from place to place, without soft edges.
import { clamp, toSegment, type Point, type Rect, type Size } from '../image/geometry'

/** The middle of a brush: of a pixel for odd sizes, between pixels for even ones, so that it covers as many as its size says. */
export const brushCentre = (at: Point, diameter: number): Point =>
  diameter % 2 === 1 ? { x: Math.floor(at.x) + 0.5, y: Math.floor(at.y) + 0.5 } : { x: Math.round(at.x), y: Math.round(at.y) }

/** Sets every pixel whose middle is under the brush; returns what changed may lie in, or null outside the image. */
export function paint(bytes: Uint8Array, size: Size, from: Point, to: Point, diameter: number, value: 0 | 1): Rect | null {
  const r = diameter / 2
  const left = clamp(Math.floor(Math.min(from.x, to.x) - r), 0, size.width)
  const right = clamp(Math.ceil(Math.max(from.x, to.x) + r), 0, size.width)
  const top = clamp(Math.floor(Math.min(from.y, to.y) - r), 0, size.height)
  const bottom = clamp(Math.ceil(Math.max(from.y, to.y) + r), 0, size.height)
  if (left >= right || top >= bottom) return null
  const slope = to.y === from.y ? null : (to.x - from.x) / (to.y - from.y)
  const low = Math.min(from.y, to.y)
  const high = Math.max(from.y, to.y)
  for (let y = top; y < bottom; y++) {
    let [first, last] = [left, right]
    if (slope !== null) {
      // Only what is near the line at this height.
      const a = from.x + (clamp(y + 0.5 - r, low, high) - from.y) * slope
      const b = from.x + (clamp(y + 0.5 + r, low, high) - from.y) * slope
      first = clamp(Math.floor(Math.min(a, b) - r), left, right)
      last = clamp(Math.ceil(Math.max(a, b) + r), left, right)
    }
    for (let x = first; x < last; x++) if (toSegment({ x: x + 0.5, y: y + 0.5 }, from, to) <= r) bytes[y * size.width + x] = value
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export function union(a: Rect | null, b: Rect | null): Rect | null {
  if (!a || !b) return a ?? b
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

/** A rectangle of a whole image's pixels. */
export function cutOut(bytes: Uint8Array, { width }: Size, box: Rect): Uint8Array {
  const cut = new Uint8Array(box.width * box.height)
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * width + box.x
    cut.set(bytes.subarray(from, from + box.width), y * box.width)
  }
  return cut
}
