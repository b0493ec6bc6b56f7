// Points and rectangles in pixels of the image as displayed: the left edge of the first pixel is 0.
export interface Point {
  readonly x: number
  readonly y: number
}
export interface Size {
  readonly width: number
  readonly height: number
}
export interface Rect extends Point, Size {}

export const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
export const round2 = (value: number) => Math.round(value * 100) / 100
export const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
export const area = (rect: Size) => rect.width * rect.height

/** A place as it is kept: inside the image, on whole pixels while one of them is no larger than a pixel of the screen, else to 1/100. */
export function snap(at: Point, size: Size, zoom: number): Point {
  const fine = zoom > 1 ? round2 : Math.round
  return { x: fine(clamp(at.x, 0, size.width)), y: fine(clamp(at.y, 0, size.height)) }
}

export const between = (a: Point, b: Point): Rect => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

export function boundsOf(points: readonly Point[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return points.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top }
}

export const inRect = (rect: Rect, { x, y }: Point, slack = 0) =>
  x >= rect.x - slack && y >= rect.y - slack && x <= rect.x + rect.width + slack && y <= rect.y + rect.height + slack

/** Turned clockwise about a centre, in degrees. */
export function turn(at: Point, about: Point, degrees: number): Point {
  if (degrees === 0) return at
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const [x, y] = [at.x - about.x, at.y - about.y]
  return { x: about.x + x * cos - y * sin, y: about.y + x * sin + y * cos }
}

/** The part of a move that keeps a rectangle inside the image. */
export const held = (rect: Rect, by: Point, size: Size): Point => ({
  x: clamp(by.x, -rect.x, Math.max(-rect.x, size.width - rect.x - rect.width)),
  y: clamp(by.y, -rect.y, Math.max(-rect.y, size.height - rect.y - rect.height)),
})

type Ring = readonly (readonly [number, number])[]

/** Even-odd: a point on a line may fall either way. */
export function inRing(ring: Ring, { x, y }: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!
    const [xj, yj] = ring[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** From a point to the nearest place of a line. */
export function toSegment(at: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : clamp(((at.x - a.x) * dx + (at.y - a.y) * dy) / length, 0, 1)
  return Math.hypot(at.x - a.x - t * dx, at.y - a.y - t * dy)
}

/** By the shoelace formula. */
export function ringArea(ring: Ring): number {
  let twice = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) twice += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1]
  return Math.abs(twice) / 2
}
