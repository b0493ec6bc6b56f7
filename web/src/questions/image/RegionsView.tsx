import type { ImageQuestion, ImageRegion } from '../../api/types'
import { w } from '../../i18n'
import { attributeKind, attributesOf } from '../attributes/attributes'
import { imageKindOf } from './kinds'
import { colorStyle, titleIn } from './labels'

/** The regions of an answer as a list: what each is, how large, where. */
export function RegionsView({ question, answer }: { question: ImageQuestion; answer: ImageRegion[] | undefined }) {
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  if (answer.length === 0) return <span className="dim">{w.image.nothing}</span>
  const { shaping } = imageKindOf(question)
  return (
    <ul className="regionlist">
      {answer.map((region, index) => (
        <li key={index}>
          <span className="lab" style={colorStyle(question.labels, region.label)}>
            <i className="sw" />
            {titleIn(question.labels, region.label)}
          </span>{' '}
          <span className="mono xs dim">
            {shaping.measure(region)} · {shaping.where(region)}
          </span>
          {attributesOf(question, region.label).map(attribute => {
            const said = region.attributes?.[attribute.name]
            const { View } = attributeKind(attribute)
            return (
              said !== undefined && (
                <div key={attribute.name} className="sm">
                  <span className="dim">{attribute.title}</span> <View question={attribute} answer={said} />
                </div>
              )
            )
          })}
        </li>
      ))}
    </ul>
  )
}
