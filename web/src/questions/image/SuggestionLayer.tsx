import { memo } from 'react'
import type { ImageQuestion, ImageRegion } from '../../api/types'
import { w } from '../../i18n'
import type { Layer } from '../item/surface'
import { atHand } from '../suggestions'
import { asImageQuestion, imageKindOf } from './kinds'
import { colorStyle, placed, titleIn } from './labels'

const Proposed = memo(function Proposed({
  region,
  question,
  isAtHand,
}: {
  region: ImageRegion
  question: ImageQuestion
  isAtHand: boolean
}) {
  const { shaping } = imageKindOf(question)
  return (
    <g
      className={isAtHand ? 'region draft here' : 'region draft'}
      style={colorStyle(question.labels, region.label)}
      role="img"
      aria-label={w.suggestion.onItem(titleIn(question.labels, region.label), shaping.where(region))}
    >
      <shaping.Shape region={region} question={question} />
    </g>
  )
})

/** What a weak model proposes and nobody has decided about: dashed, below what people drew. */
export function SuggestionLayer({ layer }: { layer: Layer }) {
  const question = asImageQuestion(layer.question)
  const current = layer.active ? atHand(layer.suggested, layer.draft) : undefined
  return layer.suggested.map(one => (
    <Proposed key={one.place} region={one.part as ImageRegion} question={question} isAtHand={one === current} />
  ))
}

export function SuggestionNames({ layer }: { layer: Layer }) {
  const question = asImageQuestion(layer.question)
  return layer.suggested.map(({ place, part }) => {
    const region = part as ImageRegion
    const { x, y } = imageKindOf(question).shaping.bounds(region)
    return (
      <span key={place} className="onshape draft" style={placed({ x, y }, colorStyle(question.labels, region.label))}>
        {w.suggestion.maybe(titleIn(question.labels, region.label))}
      </span>
    )
  })
}
