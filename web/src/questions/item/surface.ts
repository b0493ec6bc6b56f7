// Questions that are answered on the item itself: a span of its text, a box on its image. The page shows such a field through the surface of
// its medium, with a layer for each question that is answered on it.
import type { ComponentType } from 'react'
import type { Field, FieldMedium, Question } from '../../api/types'
import type { Draft, KeyBinding } from '../contract'
import type { OpenPart } from '../suggestions'

/** A question on a field, as it stands. */
export interface Layer {
  readonly question: Question
  /** Its place in the schema. */
  readonly index: number
  readonly draft: Draft
  /** The keys that work now, by what they choose. */
  readonly keys: readonly KeyBinding[]
  /** Parts of the weak model's suggestion that nothing was decided about. */
  readonly suggested: readonly OpenPart[]
  /** Whether it is the question at hand: what is drawn now is its answer. */
  readonly active: boolean
  /** Absent where the answer is only looked at. */
  readonly change?: (draft: Draft) => void
}

export interface SurfaceProps {
  readonly field: Field
  /** What the item has in the field. */
  readonly value: unknown
  /** The image or recording it names; undefined when there is none. */
  readonly medium: FieldMedium | undefined
  /** In schema order. */
  readonly layers: readonly Layer[]
  /** Makes a question the one at hand. */
  activate(index: number): void
}

export type Surface = ComponentType<SurfaceProps>
