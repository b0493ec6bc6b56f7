// What the kinds that are answered by regions of an image have in common. Each adds its shape.
import type { ComponentType } from 'react'
import type { ImageQuestion, ImageRegion, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { openAttribute } from '../attributes/attributes'
import { titleOf } from '../choice/labels'
import type { Draft, QuestionKind } from '../contract'
import { labelKeys } from '../labelKeys'
import { ImageSurface } from './ImageSurface'
import { colorOf, titleIn } from './labels'
import { chooseLabel, put } from './regions'
import { RegionsEditor } from './RegionsEditor'
import { RegionsView } from './RegionsView'
import type { Shaping } from './shaping'

export interface KindWords {
  readonly one: string
  readonly how: string
  readonly draw: string
  count(n: number): string
}

/** More about the selected region, below its line in the list. */
export type Details = ComponentType<{
  question: ImageQuestion
  region: ImageRegion
  index: number
  draft: Draft
  change(draft: Draft): void
}>

export interface ImageKind<Q extends ImageQuestion = ImageQuestion, R extends ImageRegion = ImageRegion> extends QuestionKind<
  Q,
  R[]
> {
  readonly words: KindWords
  readonly shaping: Shaping<R>
  readonly Details?: Details
}

/** The images a question is answered on: the one it names, or the only one. */
export const imageFields = (question: ImageQuestion, schema: LabelSchema) =>
  question.field ? [question.field] : schema.fields.flatMap(f => (f.kind === 'image' ? [f.name] : [])).slice(0, 1)

export function imageKind<Q extends ImageQuestion, R extends ImageRegion>(own: {
  kind: Q['kind']
  words: KindWords
  shaping: Shaping<R>
  Details?: Details
}): ImageKind<Q, R> {
  const { kind, words } = own
  return {
    ...own,
    kind,
    Editor: RegionsEditor as unknown as ImageKind<Q, R>['Editor'],
    View: RegionsView as unknown as ImageKind<Q, R>['View'],
    surface: {
      Surface: ImageSurface,
      className: 'on-image',
      fields: (question, schema) => imageFields(question as ImageQuestion, schema),
    },
    keys(question, _view, taken) {
      return labelKeys<R[]>(question, taken, (draft, label) => chooseLabel(question, draft, label) as Draft<R[]>)
    },
    summary(question, answer) {
      const of = new Map<string, number>()
      for (const { label } of answer) of.set(label, (of.get(label) ?? 0) + 1)
      const said = question.labels.flatMap((label, i) => {
        const n = of.get(label.name)
        return n === undefined
          ? []
          : [{ text: n === 1 ? titleOf(label) : `${titleOf(label)} × ${n}`, color: label.color ?? i + 1 }]
      })
      return { text: said.map(s => s.text).join(', ') || w.image.nothing, color: said[0]?.color ?? null }
    },
    // No region is an answer: there is nothing here.
    isEmpty: answer => answer === undefined,
    problem(question, answer) {
      if (answer === undefined) return question.required === false ? null : w.image.markOrNothing
      return openAttribute(question, answer)
    },
    suggest: {
      key: (_question, region) => JSON.stringify({ ...(region as ImageRegion), attributes: undefined }),
      accept: (_question, draft, region) => put(draft, null, region as ImageRegion) as Draft<R[]>,
      words: question => part => {
        const region = part as R
        return {
          title: titleIn(question.labels, region.label),
          detail: own.shaping.measure(region),
          color: colorOf(question.labels, region.label),
        }
      },
    },
    hasFind: () => false,
    instant: () => false,
    same: (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b),
    how: () => words.how,
  }
}
