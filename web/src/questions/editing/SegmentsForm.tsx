import type { Dispatch } from 'react'
import type { LabelSchema, SegmentsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { LabelRows } from './LabelRows'
import type { Edit } from './schemaEdit'

/** What a question on a recording has: which one, whether segments may overlap, the labels. */
export function SegmentsForm({
  question,
  index,
  schema,
  dispatch,
  fixed,
}: {
  question: SegmentsQuestion
  index: number
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  fixed: ReadonlySet<string>
}) {
  const change = (what: Partial<SegmentsQuestion>) => dispatch({ type: 'question', index, change: what })
  const recordings = schema.fields.filter(field => field.kind === 'audio')
  return (
    <>
      <div className="two">
        {recordings.length !== 1 && (
          <label className="lbl">
            {w.schema.onRecording}
            <select
              className="field"
              value={question.field ?? ''}
              onChange={event => change({ field: event.target.value || undefined } as Partial<SegmentsQuestion>)}
            >
              <option value="">{w.schema.onlyImage}</option>
              {recordings.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title ?? name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="check askedalways">
          <input
            type="checkbox"
            checked={question.overlap !== 'none'}
            onChange={event => change({ overlap: event.target.checked ? undefined : 'none' } as Partial<SegmentsQuestion>)}
          />
          {w.schema.segmentsOverlap}
        </label>
      </div>
      <LabelRows question={question} index={index} schema={schema} dispatch={dispatch} fixed={fixed} />
    </>
  )
}
