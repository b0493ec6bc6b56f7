// What an editor does to the regions of an answer and to how they are looked at. Plain functions: the editor draws, these decide.
import type { Answer, ImageQuestion, ImageRegion, Label } from '../../api/types'
import { withAttribute, withOwnAttributes } from '../attributes/attributes'
import type { Draft } from '../contract'

export type Tool = 'select' | 'draw' | 'part' | 'hole' | 'erase'

/** How regions are looked at. They are named by their place in the answer. */
export interface RegionView {
  /** Of the next region; absent: the first label. */
  readonly label?: string
  readonly selected?: number | null
  readonly hidden?: readonly number[]
  readonly locked?: readonly number[]
  readonly tool?: Tool
  /** The corner or point at hand of the selected region. */
  readonly grip?: string | null
}

type Regions = Draft<ImageRegion[]>

export const viewOf = (draft: Draft): RegionView => (draft.view as RegionView | undefined) ?? {}
export const regionsOf = (draft: Draft): readonly ImageRegion[] => (draft.answer as ImageRegion[] | undefined) ?? []
export const look = <D extends Draft>(draft: D, view: Partial<RegionView>): D => ({
  ...draft,
  view: { ...viewOf(draft), ...view },
})

/** The selected region's place, if there still is one: it may have been undone. */
export function selectedIn(draft: Draft): number | null {
  const { selected } = viewOf(draft)
  return selected != null && selected < regionsOf(draft).length ? selected : null
}

export const labelIn = (draft: Draft, labels: readonly Label[]) =>
  labels.some(l => l.name === viewOf(draft).label) ? viewOf(draft).label! : (labels[0]?.name ?? '')

export const select = <D extends Draft>(draft: D, selected: number | null): D => look(draft, { selected, grip: null })

export const isHidden = (draft: Draft, index: number) => viewOf(draft).hidden?.includes(index) ?? false
export const isLocked = (draft: Draft, index: number) => viewOf(draft).locked?.includes(index) ?? false

const toggled = (all: readonly number[] | undefined, index: number) =>
  all?.includes(index) ? all.filter(i => i !== index) : [...(all ?? []), index]

export const toggleHidden = <D extends Draft>(draft: D, index: number): D =>
  look(draft, { hidden: toggled(viewOf(draft).hidden, index) })
export const toggleLocked = <D extends Draft>(draft: D, index: number): D =>
  look(draft, { locked: toggled(viewOf(draft).locked, index) })

/** All out of sight, or all back. */
export const toggleAll = <D extends Draft>(draft: D): D =>
  look(draft, { hidden: viewOf(draft).hidden?.length ? [] : regionsOf(draft).map((_, i) => i) })

/** All of one label out of sight, or back. */
export function toggleLabel<D extends Draft>(draft: D, label: string): D {
  const of = regionsOf(draft).flatMap((region, i) => (region.label === label ? [i] : []))
  const hidden = viewOf(draft).hidden ?? []
  const all = of.every(i => hidden.includes(i))
  return look(draft, { hidden: all ? hidden.filter(i => !of.includes(i)) : [...new Set([...hidden, ...of])] })
}

const answered = (draft: Draft, regions: readonly ImageRegion[]): Regions => ({
  ...draft,
  answer: regions.length === 0 ? undefined : [...regions],
})

/** A region more, on top and selected; or a new form of one. */
export function put(draft: Draft, index: number | null, region: ImageRegion): Regions {
  const before = regionsOf(draft)
  if (index === null) return select(answered(draft, [...before, region]), before.length)
  return answered(
    draft,
    before.map((old, i) => (i === index ? region : old)),
  )
}

/** Locked regions stay. */
export function remove(draft: Draft, index: number): Draft {
  if (isLocked(draft, index)) return draft
  const close = (places: readonly number[] | undefined) =>
    places?.flatMap(i => (i === index ? [] : i > index ? [i - 1] : [i])) ?? []
  const left = answered(
    draft,
    regionsOf(draft).filter((_, i) => i !== index),
  )
  return look(select(left, null), { hidden: close(viewOf(draft).hidden), locked: close(viewOf(draft).locked) })
}

/** The label of the next region, and of the selected one. */
export function chooseLabel(question: ImageQuestion, draft: Draft, label: string): Draft {
  const chosen = look(draft, { label })
  const at = selectedIn(draft)
  const region = at === null ? undefined : regionsOf(draft)[at]
  if (!region || at === null || isLocked(draft, at) || region.label === label) return chosen
  return put(chosen, at, withOwnAttributes(question, { ...region, label }))
}

export function setAttribute(draft: Draft, index: number, name: string, answer: Answer | undefined): Draft {
  const region = regionsOf(draft)[index]
  return region ? put(draft, index, withAttribute(region, name, answer)) : draft
}

/** To the top or the bottom of the others. */
export function raise(draft: Draft, index: number, to: 'top' | 'bottom'): Draft {
  const region = regionsOf(draft)[index]
  if (!region) return draft
  const order = regionsOf(draft).map((_, i) => i)
  order.splice(index, 1)
  order.splice(to === 'top' ? order.length : 0, 0, index)
  const moved = (places: readonly number[] | undefined) => (places ?? []).map(i => order.indexOf(i))
  const { hidden, locked } = viewOf(draft)
  return look(
    answered(
      draft,
      order.map(i => regionsOf(draft)[i]!),
    ),
    { selected: order.indexOf(index), hidden: moved(hidden), locked: moved(locked) },
  )
}

/** The next or previous one in sight; null past the end. */
export function neighbourIn(draft: Draft, by: 1 | -1): number | null {
  const seen = regionsOf(draft).flatMap((_, i) => (isHidden(draft, i) ? [] : [i]))
  const at = selectedIn(draft)
  if (at === null) return (by === 1 ? seen[0] : seen.at(-1)) ?? null
  return (by === 1 ? seen.find(i => i > at) : seen.findLast(i => i < at)) ?? null
}
