import { memo } from 'react'
import type { ImageQuestion, ImageRegion } from '../../api/types'
import type { Layer } from '../item/surface'
import { asImageQuestion, imageKindOf } from './kinds'
import { colorStyle, placed, titleIn } from './labels'
import { isHidden, labelIn, regionsOf, selectedIn, viewOf } from './regions'
import { w } from '../../i18n'

/** One region's lines. Only those that changed are drawn anew. */
const RegionShape = memo(function RegionShape({
  region,
  question,
  index,
  isSelected,
}: {
  region: ImageRegion
  question: ImageQuestion
  index: number
  isSelected: boolean
}) {
  const { shaping } = imageKindOf(question)
  return (
    <g
      className={isSelected ? 'region sel' : 'region'}
      style={colorStyle(question.labels, region.label)}
      role="img"
      aria-label={w.image.regionAt(index + 1, titleIn(question.labels, region.label), shaping.where(region))}
    >
      <shaping.Shape region={region} question={question} />
    </g>
  )
})

/** One region's name, above its upper left corner, as large at any zoom. */
export const RegionName = memo(function RegionName({
  region,
  question,
  index,
}: {
  region: ImageRegion
  question: ImageQuestion
  index: number
}) {
  const { x, y } = imageKindOf(question).shaping.bounds(region)
  return (
    <span className="onshape" style={placed({ x, y }, colorStyle(question.labels, region.label))}>
      {titleIn(question.labels, region.label)} <i>{index + 1}</i>
    </span>
  )
})

/** What is being changed, by its place in the answer. It is drawn by itself, so that all others stay as they are. */
export interface Instead {
  readonly index: number
  readonly region: ImageRegion
}

export const RegionLayer = memo(function RegionLayer({ layer, without }: { layer: Layer; without: number | null }) {
  const question = asImageQuestion(layer.question)
  const selected = layer.active ? selectedIn(layer.draft) : null
  return regionsOf(layer.draft).map((region, index) =>
    index === without || isHidden(layer.draft, index) ? null : (
      <RegionShape key={index} region={region} question={question} index={index} isSelected={index === selected} />
    ),
  )
})

export const NameLayer = memo(function NameLayer({ layer, without }: { layer: Layer; without: number | null }) {
  const question = asImageQuestion(layer.question)
  return regionsOf(layer.draft).map((region, index) =>
    index === without || isHidden(layer.draft, index) ? null : (
      <RegionName key={index} region={region} question={question} index={index} />
    ),
  )
})

/** On top: what is being drawn or changed, and the handles of the selected region. */
export function WorkLayer({
  layer,
  instead,
  sketch,
  zoom,
}: {
  layer: Layer
  instead: Instead | null
  sketch: unknown
  zoom: number
}) {
  const question = asImageQuestion(layer.question)
  const { shaping } = imageKindOf(question)
  const selected = selectedIn(layer.draft)
  const region =
    selected === null || isHidden(layer.draft, selected)
      ? undefined
      : instead?.index === selected
        ? instead.region
        : regionsOf(layer.draft)[selected]
  const { grip } = viewOf(layer.draft)
  return (
    <>
      {instead && <RegionShape region={instead.region} question={question} index={instead.index} isSelected />}
      {sketch != null && shaping.Sketch && (
        <g className="region sel" style={colorStyle(question.labels, labelIn(layer.draft, question.labels))}>
          <shaping.Sketch sketch={sketch} state={{ question, zoom }} />
        </g>
      )}
      {region && (
        <g style={colorStyle(question.labels, region.label)}>
          {shaping.handles(region, question).map(({ id, x, y, look }) => (
            <g key={id} className={['handle', look, grip === id && 'grip'].filter(Boolean).join(' ')} style={placed({ x, y })}>
              {look === 'square' ? <rect /> : <circle />}
            </g>
          ))}
        </g>
      )}
    </>
  )
}
