import type { Dispatch } from 'react'
import type {
  LabelSchema,
  PairwiseQuestion,
  RankingQuestion,
  RelationLabel,
  RelationsQuestion,
  SpansQuestion,
} from '../../api/types'
import { w } from '../../i18n'
import { titleOf } from '../choice/labels'
import { LabelRows } from './LabelRows'
import type { Edit } from './schemaEdit'

interface Props<Q> {
  question: Q
  index: number
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  fixed: ReadonlySet<string>
}

export function SpansForm({ question, index, schema, dispatch, fixed }: Props<SpansQuestion>) {
  const change = (what: Partial<SpansQuestion>) => dispatch({ type: 'question', index, change: what })
  const texts = schema.fields.filter(field => field.kind === 'text')
  const marked = question.fields ?? texts.map(field => field.name)
  return (
    <>
      <div className="two">
        <label className="lbl">
          {w.schema.overlap}
          <select
            className="field"
            value={question.overlap ?? 'none'}
            onChange={e => change({ overlap: e.target.value as SpansQuestion['overlap'] } as Partial<SpansQuestion>)}
          >
            {(['none', 'nested', 'any'] as const).map(overlap => (
              <option key={overlap} value={overlap}>
                {w.schema.overlaps[overlap]}
              </option>
            ))}
          </select>
        </label>
        <span className="stack checks">
          <label className="check">
            <input
              type="checkbox"
              checked={question.snap !== 'characters'}
              onChange={e => change({ snap: e.target.checked ? undefined : 'characters' } as Partial<SpansQuestion>)}
            />
            {w.schema.wholeWords}
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={question.discontinuous === true}
              onChange={e => change({ discontinuous: e.target.checked || undefined } as Partial<SpansQuestion>)}
            />
            {w.schema.discontinuous}
          </label>
        </span>
        {texts.length > 1 && (
          <span className="checks line wholeline">
            {w.schema.markedFields}
            {texts.map(field => (
              <label key={field.name} className="check">
                <input
                  type="checkbox"
                  checked={marked.includes(field.name)}
                  onChange={e =>
                    change({
                      fields: texts
                        .map(f => f.name)
                        .filter(name => (name === field.name ? e.target.checked : marked.includes(name))),
                    })
                  }
                />
                {field.title ?? field.name}
              </label>
            ))}
          </span>
        )}
      </div>
      <LabelRows question={question} index={index} schema={schema} dispatch={dispatch} fixed={fixed} />
    </>
  )
}

export function RelationsForm({ question, index, schema, dispatch, fixed }: Props<RelationsQuestion>) {
  const change = (what: Partial<RelationsQuestion>) => dispatch({ type: 'question', index, change: what })
  const before = schema.questions.slice(0, index).filter((q): q is SpansQuestion => q.kind === 'spans')
  const over = before.find(q => q.name === question.over)
  return (
    <>
      <label className="lbl">
        {w.schema.over}
        <select
          className="field"
          value={question.over}
          disabled={fixed.has(question.name)}
          onChange={e => change({ over: e.target.value })}
        >
          {!over && <option value={question.over}>{w.schema.chooseOne}</option>}
          {before.map(q => (
            <option key={q.name} value={q.name}>
              {q.title || q.name}
            </option>
          ))}
        </select>
      </label>
      {before.length === 0 && <p className="error">{w.schema.noSpansBefore}</p>}
      <LabelRows question={question} index={index} schema={schema} dispatch={dispatch} fixed={fixed} />
      {over &&
        question.labels.map((label, i) => (
          <div key={label.name} className="relationrow sm">
            <span>{titleOf(label)}</span>
            {(['from', 'to'] as const).map(end => (
              <label key={end} className="lbl">
                {w.schema.relationEnd[end]}
                <select
                  className="field"
                  multiple
                  size={Math.min(4, over.labels.length)}
                  value={label[end] ?? []}
                  onChange={e =>
                    dispatch({
                      type: 'label',
                      question: index,
                      path: [i],
                      change: { [end]: [...e.target.selectedOptions].map(o => o.value) } as Partial<RelationLabel>,
                    })
                  }
                >
                  {over.labels.map(one => (
                    <option key={one.name} value={one.name}>
                      {titleOf(one)}
                    </option>
                  ))}
                </select>
              </label>
            ))}
            <label className="check">
              <input
                type="checkbox"
                checked={label.directed !== false}
                onChange={e =>
                  dispatch({
                    type: 'label',
                    question: index,
                    path: [i],
                    change: { directed: e.target.checked ? undefined : false } as Partial<RelationLabel>,
                  })
                }
              />
              {w.schema.directed}
            </label>
          </div>
        ))}
    </>
  )
}

export function RankingForm({ question, index, schema, dispatch, fixed }: Props<RankingQuestion>) {
  const change = (what: Partial<RankingQuestion>) => dispatch({ type: 'question', index, change: what })
  return (
    <>
      <div className="two">
        <label className="lbl">
          {w.schema.top}
          <input
            className="field"
            type="number"
            min={1}
            value={question.top ?? ''}
            placeholder={w.schema.all}
            onChange={e =>
              change({ top: e.target.value === '' ? undefined : Number(e.target.value) } as Partial<RankingQuestion>)
            }
          />
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={question.ties === true}
            onChange={e => change({ ties: e.target.checked || undefined } as Partial<RankingQuestion>)}
          />
          {w.schema.ties}
        </label>
      </div>
      <LabelRows question={question} index={index} schema={schema} dispatch={dispatch} fixed={fixed} />
    </>
  )
}

export function PairwiseForm({ question, index, schema, dispatch }: Props<PairwiseQuestion>) {
  const change = (what: Partial<PairwiseQuestion>) => dispatch({ type: 'question', index, change: what })
  return (
    <div className="two">
      {(['a', 'b'] as const).map(side => (
        <label key={side} className="lbl">
          {w.schema.side[side]}
          <select className="field" value={question[side]} onChange={e => change({ [side]: e.target.value })}>
            {!schema.fields.some(f => f.name === question[side]) && <option value={question[side]}>{w.schema.chooseOne}</option>}
            {schema.fields.map(field => (
              <option key={field.name} value={field.name}>
                {field.title ?? field.name}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label className="check">
        <input
          type="checkbox"
          checked={question.tie !== false}
          onChange={e => change({ tie: e.target.checked ? undefined : false } as Partial<PairwiseQuestion>)}
        />
        {w.schema.mayTie}
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={question.bothBad === true}
          onChange={e => change({ bothBad: e.target.checked || undefined } as Partial<PairwiseQuestion>)}
        />
        {w.schema.mayBothBeBad}
      </label>
    </div>
  )
}
