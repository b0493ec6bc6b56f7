import type { SegmentAnswer, SegmentsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { attributesOf, attributeWords } from '../attributes/attributes'
import { AttributesEditor } from '../attributes/AttributesEditor'
import { cssColor } from '../choice/ChoiceEditor'
import type { EditorProps } from '../contract'
import { clock } from '../onAudio/times'
import { colorOf } from '../spans/model'
import { labelTitle, put, remove, select, selectedIn, setAttribute, viewOf, type End } from './model'
import { TimeField } from './TimeField'
import '../onText/onText.css'

/** The segments made so far: what each is, when, and of the selected one its times to be typed and what is asked about it. */
export function SegmentsEditor(props: EditorProps<SegmentsQuestion, SegmentAnswer[]>) {
  const { question, draft, change, active, labelledBy, describedBy, violation } = props
  const { refused } = viewOf(draft.view)
  const segments = draft.answer ?? []
  const selected = selectedIn(draft)
  return (
    <div className="regions" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <p className="error" role="status">
        {active ? refused : ''}
      </p>
      <h3 className="regionshead">
        {w.segments.list} <small>{w.segments.listOf(segments.length)}</small>
      </h3>
      {segments.length > 0 ? (
        <ol className="rows" aria-labelledby={labelledBy}>
          {segments.map((segment, i) => {
            const isSelected = segment === selected
            return (
              <li key={i} className={isSelected ? 'rowitem sel' : 'rowitem'}>
                <Row
                  question={question}
                  segment={segment}
                  number={i + 1}
                  isSelected={isSelected}
                  press={() => change(select(draft, isSelected ? undefined : segment))}
                />
                {isSelected && <More {...props} segment={segment} />}
              </li>
            )
          })}
        </ol>
      ) : question.required === false ? (
        <p className="sm dim">{w.segments.noneYet}</p>
      ) : (
        <label className="check sm nothinghere">
          <input
            type="checkbox"
            checked={draft.answer !== undefined}
            aria-invalid={violation ? true : undefined}
            onChange={event => change({ ...draft, answer: event.target.checked ? [] : undefined })}
          />
          {w.segments.nothingHere}
        </label>
      )}
    </div>
  )
}

function Row({
  question,
  segment,
  number,
  isSelected,
  press,
}: {
  question: SegmentsQuestion
  segment: SegmentAnswer
  number: number
  isSelected: boolean
  press(): void
}) {
  const said = attributeWords(attributesOf(question, segment.label), segment.attributes)
  return (
    <button
      type="button"
      className="row"
      style={cssColor(colorOf(question, segment.label))}
      aria-pressed={isSelected}
      onClick={press}
    >
      <span className="mono dim">{number}</span>
      <i className="sw" />
      <span className="clip">
        {labelTitle(question, segment.label)}
        {said && <span className="mid"> · {said}</span>}
      </span>
      <span className="mono dim">{w.segments.between(clock(segment.start), clock(segment.end))}</span>
    </button>
  )
}

function More({
  question,
  draft,
  change,
  active,
  segment,
}: EditorProps<SegmentsQuestion, SegmentAnswer[]> & { segment: SegmentAnswer }) {
  const retime = (end: End) => (seconds: number) => change(put(question, draft, segment, { ...segment, [end]: seconds }))
  return (
    <div className="rowmore">
      <div className="segtimes">
        <TimeField words={w.segments.start} seconds={segment.start} below={segment.end} change={retime('start')} />
        <TimeField words={w.segments.end} seconds={segment.end} above={segment.start} change={retime('end')} />
      </div>
      <AttributesEditor
        asked={attributesOf(question, segment.label)}
        answers={segment.attributes}
        change={(name, said) => change(setAttribute(question, draft, segment, name, said))}
      />
      <button type="button" className="act" onClick={() => change(remove(draft, segment))}>
        {active && <Key name="delete" />} {w.segments.remove}
      </button>
    </div>
  )
}
