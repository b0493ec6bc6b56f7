import { memo } from 'react'
import type { ImageQuestion, ImageRegion } from '../../api/types'
import type { Layer } from '../item/surface'
import { asImageQuestion, imageKindOf } from './kinds'
import { colorStyle, titleIn } from './labels'
import { isHidden, regionsOf, selectedIn } from './regions'
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
const RegionTag = memo(function RegionTag({
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
    <span className="onshape" style={{ ...colorStyle(question.labels, region.label), left: x, top: y }}>
      {titleIn(question.labels, region.label)} <i>{index + 1}</i>
    </span>
  )
})

interface Props {
  layer: Layer
  /** The region being moved or drawn anew, in place of what the answer has. */
  instead: { index: number; region: ImageRegion } | null
}

export const RegionLayer = memo(function RegionLayer({ layer, instead }: Props) {
  const question = asImageQuestion(layer.question)
  const selected = layer.active ? selectedIn(layer.draft) : null
  return regionsOf(layer.draft).map((region, index) =>
    isHidden(layer.draft, index) ? null : (
      <RegionShape
        key={index}
        region={instead?.index === index ? instead.region : region}
        question={question}
        index={index}
        isSelected={index === selected}
      />
    ),
  )
})

export const TagLayer = memo(function TagLayer({ layer, instead }: Props) {
  const question = asImageQuestion(layer.question)
  return regionsOf(layer.draft).map((region, index) =>
    isHidden(layer.draft, index) ? null : (
      <RegionTag key={index} region={instead?.index === index ? instead.region : region} question={question} index={index} />
    ),
  )
})
