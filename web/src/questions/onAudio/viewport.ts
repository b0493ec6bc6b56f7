// What of a recording is in sight: x = (time − start) × perSecond, in CSS pixels of the track. Pure.
import { clamp } from '../image/geometry'

export interface View {
  /** Seconds at the left edge. */
  readonly start: number
  /** Pixels a second. */
  readonly perSecond: number
}

/** A stretch of time in seconds. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Room at both ends, so that a border there can be taken hold of. */
const MARGIN = 12
/** At the nearest a pixel is half a millisecond. */
const MOST = 2000
/** How far into the track the play head is shown when it has left it. */
const AHEAD = 0.1
/** How much of the track a stretch takes that is looked at. */
const FILLED = 0.7

export const toTime = (view: View, x: number) => view.start + x / view.perSecond
export const toX = (view: View, time: number) => (time - view.start) * view.perSecond

const least = (duration: number, width: number) => Math.max(width - 2 * MARGIN, 40) / duration

/** The whole recording. */
export function fit(duration: number, width: number): View {
  const perSecond = least(duration, width)
  return { perSecond, start: -MARGIN / perSecond }
}

/** Nothing but the recording and the room at its ends is in sight. */
export function within(view: View, duration: number, width: number): View {
  const perSecond = clamp(view.perSecond, least(duration, width), Math.max(MOST, least(duration, width)))
  const low = -MARGIN / perSecond
  const high = duration - (width - MARGIN) / perSecond
  return { perSecond, start: clamp(view.start, low, Math.max(low, high)) }
}

/** Zooms so that what is at a place stays there, as far as the ends allow. */
export function zoomTo(view: View, x: number, perSecond: number, duration: number, width: number): View {
  const next = within({ ...view, perSecond }, duration, width).perSecond
  return within({ perSecond: next, start: toTime(view, x) - x / next }, duration, width)
}

export const panBy = (view: View, pixels: number, duration: number, width: number) =>
  within({ ...view, start: view.start + pixels / view.perSecond }, duration, width)

/** The view itself while a time is in it, else one in which it stands at the left. */
export function reveal(view: View, time: number, duration: number, width: number): View {
  const x = toX(view, time)
  return x >= 0 && x <= width ? view : within({ ...view, start: time - (AHEAD * width) / view.perSecond }, duration, width)
}

/** A stretch with some of what is around it. */
export function around({ start, end }: Stretch, duration: number, width: number): View {
  const perSecond = (FILLED * width) / Math.max(end - start, 0.001)
  const next = within({ start: 0, perSecond }, duration, width).perSecond
  return within({ perSecond: next, start: (start + end) / 2 - width / 2 / next }, duration, width)
}
