// What a kind of region tells the image it is drawn on.
import type { ComponentType } from 'react'
import type { ImageQuestion, ImageRegion } from '../../api/types'
import type { Point, Rect, Size } from './geometry'
import type { Tool } from './regions'

/** A place by which a region is taken hold of. */
export interface Handle extends Point {
  readonly id: string
  readonly look: 'square' | 'round' | 'small' | 'faint'
  readonly cursor: string
}

/** What the pen knows while it draws. */
export interface PenState {
  readonly question: ImageQuestion
  readonly label: string
  readonly tool: Tool
  readonly selected: ImageRegion | null
  readonly grip: string | null
  readonly size: Size
  readonly zoom: number
  /** How near counts as the same place, in pixels of the image. */
  readonly slack: number
  readonly sketch: unknown
  /** Shift is held. */
  readonly other: boolean
}

export interface Stroke {
  readonly sketch: unknown
  /** A region more. */
  readonly add?: ImageRegion
  /** A new form of the selected one. */
  readonly change?: ImageRegion
  /** It was no drawing: what is here is wanted. */
  readonly isClick?: boolean
}

export interface Pen {
  press(at: Point, state: PenState): Stroke
  /** With the button down, or on the way. */
  move(at: Point, state: PenState): Stroke
  release(at: Point, state: PenState): Stroke
  /** Enter. */
  finish(state: PenState): Stroke
  /** Backspace: the last step less. */
  back(state: PenState): Stroke
}

export interface Shaping<R extends ImageRegion = ImageRegion> {
  /** Drawn by strokes; absent where it is painted. */
  readonly pen?: Pen
  readonly tools: readonly Tool[]
  bounds(region: R): Rect
  holds(region: R, at: Point, slack: number): boolean
  handles(region: R, question: ImageQuestion): Handle[]
  pull(region: R, handle: string, to: Point, size: Size, zoom: number): R
  /** Moved, as far as the image goes. */
  shift(region: R, by: Point, size: Size): R
  /** Without a corner or point; null where nothing is left. */
  cut(region: R, handle: string): R | null
  /** "208 × 154". */
  measure(region: R): string
  /** Where it is, in words. */
  where(region: R): string
  /** The region inside another image, or null if no part of it is there. */
  fitted(region: R, size: Size): R | null
  /** In the SVG over the image. */
  readonly Shape: ComponentType<{ region: R; question: ImageQuestion }>
  readonly Sketch?: ComponentType<{ sketch: unknown; state: { question: ImageQuestion; zoom: number } }>
}

export const square = (id: string, at: Point, cursor: string): Handle => ({ id, x: at.x, y: at.y, look: 'square', cursor })
