import type { SegmentAnswer, SegmentsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { attributesOf, attributeWords } from '../attributes/attributes'
import { cssColor } from '../choice/ChoiceEditor'
import type { ShownItem } from '../contract'
import { clock } from '../onAudio/times'
import { colorOf } from '../spans/model'
import { lanesOf } from './lanes'
import { fieldsOf, labelTitle } from './model'
import '../onAudio/onAudio.css'

const LANE = 8

/** The segments of an answer, drawn along the recording and as a list: what each is, and when. */
export function SegmentsView({
  question,
  answer,
  item,
}: {
  question: SegmentsQuestion
  answer: SegmentAnswer[] | undefined
  item?: ShownItem | undefined
}) {
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  if (answer.length === 0) return <span className="dim">{w.segments.nothing}</span>
  const [field] = item ? fieldsOf(question, item.schema) : []
  const duration = field === undefined ? null : (item?.media?.[field]?.duration ?? null)
  return (
    <span className="saidsegments">
      {duration !== null && <Strip question={question} answer={answer} duration={duration} />}
      {answer.map((segment, i) => {
        const said = attributeWords(attributesOf(question, segment.label), segment.attributes)
        return (
          <span key={i} className="lab" style={cssColor(colorOf(question, segment.label))}>
            <i className="sw" />
            <span>
              {labelTitle(question, segment.label)}{' '}
              <span className="mono xs dim">{w.segments.between(clock(segment.start), clock(segment.end))}</span>
              {said && <span className="mid"> · {said}</span>}
            </span>
          </span>
        )
      })}
    </span>
  )
}

/** On one scale for all answers about a recording, so that two beside each other can be compared by eye. */
function Strip({ question, answer, duration }: { question: SegmentsQuestion; answer: SegmentAnswer[]; duration: number }) {
  const lanes = lanesOf(answer)
  return (
    <span className="segstrip" aria-hidden="true" style={{ height: (Math.max(...lanes) + 1) * LANE + 2 }}>
      {answer.map(({ label, start, end }, i) => (
        <i
          key={i}
          style={{
            ...cssColor(colorOf(question, label)),
            left: `${(start / duration) * 100}%`,
            width: `max(2px, ${((end - start) / duration) * 100}%)`,
            top: lanes[i]! * LANE + 2,
          }}
        />
      ))}
    </span>
  )
}
