// What is at a place of the image.
import type { ImageRegion } from '../../api/types'
import type { Layer } from '../item/surface'
import { area, distance, type Point } from './geometry'
import { asImageQuestion, imageKindOf } from './kinds'
import { isHidden, isLocked, regionsOf, selectedIn } from './regions'
import type { Handle } from './shaping'

/** Regions at a place, what is smallest first: what lies within another can be reached. Hidden and locked ones are passed over. */
export function regionsAt(layer: Layer, at: Point, slack: number): number[] {
  const { shaping } = imageKindOf(layer.question)
  return regionsOf(layer.draft)
    .flatMap((region, index) =>
      !isHidden(layer.draft, index) && !isLocked(layer.draft, index) && shaping.holds(region, at, slack)
        ? [{ index, size: area(shaping.bounds(region)) }]
        : [],
    )
    .sort((a, b) => a.size - b.size || b.index - a.index)
    .map(found => found.index)
}

/** Of what a weak model proposes, the place of the smallest that is here. */
export function suggestedAt(layer: Layer, at: Point, slack: number): number | undefined {
  const { shaping } = imageKindOf(layer.question)
  const found = layer.suggested.filter(({ part }) => shaping.holds(part as ImageRegion, at, slack))
  const size = (part: unknown) => area(shaping.bounds(part as ImageRegion))
  return found.sort((a, b) => size(a.part) - size(b.part))[0]?.place
}

/** The next one under the pointer after the one selected, round the end. */
export const cycle = (found: readonly number[], selected: number | null): number | null =>
  found.length === 0 ? null : (found[(found.indexOf(selected ?? -1) + 1) % found.length] ?? null)

/** The handle of the selected region that is near enough. A corner is preferred to the middle of a side. */
export function handleAt(layer: Layer, at: Point, slack: number): Handle | null {
  const index = selectedIn(layer.draft)
  const region = index === null ? undefined : regionsOf(layer.draft)[index]
  if (index === null || !region || isHidden(layer.draft, index) || isLocked(layer.draft, index)) return null
  const question = asImageQuestion(layer.question)
  const { width, height } = imageKindOf(question).shaping.bounds(region)
  // The middle of a small box stays free, so that it can be moved.
  const ofBox = Math.min(slack, Math.max(width, height) / 3)
  let best: Handle | null = null
  let least = Infinity
  for (const handle of imageKindOf(question).shaping.handles(region, question)) {
    const far = distance(handle, at) * (handle.look === 'faint' ? 1.5 : 1)
    if (far <= (handle.look === 'square' ? ofBox : slack) && far < least) [best, least] = [handle, far]
  }
  return best
}
