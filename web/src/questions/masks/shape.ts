// Masks as regions: what is asked of them is read from the runs, once each.
import type { Mask } from '../../api/types'
import { w } from '../../i18n'
import { clamp, type Point, type Rect, type Size } from '../image/geometry'
import { areaOfRuns, boundsOfRuns, holdsPixel, toRuns } from './rle'

interface Read {
  readonly runs: readonly number[]
  readonly bounds: Rect
  readonly area: number
}
const reads = new WeakMap<Mask, Read>()

export const sizeOf = (mask: Mask): Size => ({ width: mask.size[1], height: mask.size[0] })

function read(mask: Mask): Read {
  const known = reads.get(mask)
  if (known) return known
  const runs = toRuns(mask.counts)
  const found = { runs, bounds: boundsOfRuns(runs, sizeOf(mask)), area: areaOfRuns(runs) }
  reads.set(mask, found)
  return found
}

export const maskBounds = (mask: Mask) => read(mask).bounds
export const maskArea = (mask: Mask) => read(mask).area

export function maskHolds(mask: Mask, at: Point): boolean {
  const size = sizeOf(mask)
  if (at.x < 0 || at.y < 0 || at.x > size.width || at.y > size.height) return false
  const x = clamp(Math.floor(at.x), 0, size.width - 1)
  const y = clamp(Math.floor(at.y), 0, size.height - 1)
  return holdsPixel(read(mask).runs, size, x, y)
}

export function maskWhere(mask: Mask) {
  const { x, y, width, height } = maskBounds(mask)
  return w.image.span(x, x + width, y, y + height)
}

/** A mask fits only an image of its size. */
export const fittedMask = (mask: Mask, size: Size) => (mask.size[0] === size.height && mask.size[1] === size.width ? mask : null)
