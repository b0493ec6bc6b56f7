// Where the image stands in its pane: screen = image × zoom + offset, in CSS pixels of the pane. Pure.
import { clamp, type Point, type Size } from './geometry'

export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Room for the tags of shapes at the edge. */
const MARGIN = 24
/** A pixel of the image is at most so many of the screen. */
const MOST = 64

export const toImage = (view: Viewport, at: Point): Point => ({ x: (at.x - view.x) / view.zoom, y: (at.y - view.y) / view.zoom })
export const toScreen = (view: Viewport, at: Point): Point => ({ x: at.x * view.zoom + view.x, y: at.y * view.zoom + view.y })

/** The whole image, in the middle. A small one is not blown up beyond eight times. */
export function fit(image: Size, pane: Size): Viewport {
  const room = (side: number) => Math.max(side - 2 * MARGIN, 16)
  const zoom = Math.min(8, room(pane.width) / image.width, room(pane.height) / image.height)
  return { zoom, x: (pane.width - image.width * zoom) / 2, y: (pane.height - image.height * zoom) / 2 }
}

/** Zooms so that what is at a place stays there. */
export function zoomTo(view: Viewport, at: Point, zoom: number, image: Size, pane: Size): Viewport {
  const least = Math.min(fit(image, pane).zoom, 1) / 4
  const next = clamp(zoom, least, MOST)
  const here = toImage(view, at)
  return within({ zoom: next, x: at.x - here.x * next, y: at.y - here.y * next }, image, pane)
}

/** A stretch of the image stays in sight. */
export function within(view: Viewport, image: Size, pane: Size): Viewport {
  const seen = (offset: number, length: number, room: number) =>
    clamp(offset, Math.min(MARGIN * 2, room / 2) - length, room - Math.min(MARGIN * 2, room / 2))
  return {
    ...view,
    x: seen(view.x, image.width * view.zoom, pane.width),
    y: seen(view.y, image.height * view.zoom, pane.height),
  }
}

export const pan = (view: Viewport, by: Point, image: Size, pane: Size) =>
  within({ ...view, x: view.x + by.x, y: view.y + by.y }, image, pane)

/** How far one turn of a wheel zooms; a pinch on a touchpad comes as many small ones with Ctrl. */
export function wheelFactor(event: { deltaY: number; deltaMode: number; ctrlKey: boolean }): number {
  const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1)
  return Math.exp(-clamp(pixels, -240, 240) * (event.ctrlKey ? 0.01 : 0.002))
}
