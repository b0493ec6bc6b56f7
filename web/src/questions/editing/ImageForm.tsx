import { useState } from 'react'
import type { Field, ImageQuestion, KeypointsQuestion, Question } from '../../api/types'
import { w } from '../../i18n'
import { titlesFrom } from './schemaEdit'

/** What a question on an image has besides its labels: which image, whether boxes turn, the points of a skeleton. */
export function ImageForm({
  question,
  fields,
  change,
}: {
  question: ImageQuestion
  fields: readonly Field[]
  change(what: Partial<Question>): void
}) {
  const images = fields.filter(f => f.kind === 'image')
  return (
    <div className="two">
      {images.length !== 1 && (
        <label className="lbl">
          {w.schema.onImage}
          <select
            className="field"
            value={question.field ?? ''}
            onChange={e => change({ field: e.target.value || undefined } as Partial<Question>)}
          >
            <option value="">{w.schema.onlyImage}</option>
            {images.map(({ name, title }) => (
              <option key={name} value={name}>
                {title ?? name}
              </option>
            ))}
          </select>
        </label>
      )}
      {question.kind === 'boxes' && (
        <label className="check askedalways">
          <input
            type="checkbox"
            checked={question.rotated === true}
            onChange={e => change({ rotated: e.target.checked || undefined } as Partial<Question>)}
          />
          {w.schema.rotated}
        </label>
      )}
      {question.kind === 'keypoints' && <SkeletonForm question={question} change={change} />}
    </div>
  )
}

const pairsFrom = (text: string): [string, string][] =>
  titlesFrom(text).flatMap(line => {
    const [a, b, ...more] = line.split(',').map(part => part.trim())
    return a && b && more.length === 0 ? [[a, b]] : []
  })

function SkeletonForm({ question, change }: { question: KeypointsQuestion; change(what: Partial<Question>): void }) {
  const [points, setPoints] = useState(() => question.points.map(p => p.name).join('\n'))
  const [edges, setEdges] = useState(() => (question.edges ?? []).map(pair => pair.join(', ')).join('\n'))
  return (
    <>
      <label className="lbl">
        {w.schema.points}
        <textarea
          className="field"
          rows={6}
          value={points}
          onChange={e => {
            setPoints(e.target.value)
            const known = new Map(question.points.map(point => [point.name, point]))
            change({ points: titlesFrom(e.target.value).map(name => known.get(name) ?? { name }) })
          }}
        />
      </label>
      <label className="lbl">
        {w.schema.edges}
        <textarea
          className="field"
          rows={6}
          value={edges}
          onChange={e => {
            setEdges(e.target.value)
            change({ edges: pairsFrom(e.target.value) })
          }}
        />
      </label>
    </>
  )
}
