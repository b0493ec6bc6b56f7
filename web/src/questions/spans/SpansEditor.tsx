import { memo, useMemo } from 'react'
import type { Answers, SpanAnswer, SpansQuestion } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { attributesOf, attributeWords } from '../attributes/attributes'
import { AttributesEditor } from '../attributes/AttributesEditor'
import { cssColor } from '../choice/ChoiceEditor'
import type { EditorProps } from '../contract'
import { LongList } from '../LongList'
import { useQuotes } from '../onText/quotes'
import { colorOf, keyOf, labelTitle, nothing, remove, select, setAttribute, viewOf } from './model'
import '../onText/onText.css'

/** The marks made so far: what each is, its words, its place, and what is asked about the selected one. */
export function SpansEditor({
  question,
  draft,
  change,
  keys,
  active,
  item,
  labelledBy,
}: EditorProps<SpansQuestion, SpanAnswer[]>) {
  const { selected, refused } = viewOf(draft.view)
  const spans = draft.answer
  const quote = useQuotes(question, item)
  const numbers = useMemo(() => new Map(spans?.map((span, i) => [span, i + 1])), [spans])
  const none = keys.find(k => k.target === '' && k.key === '0')
  return (
    <div className="regions">
      <p className="error" role="status">
        {active ? refused : ''}
      </p>
      <h3 className="regionshead">
        {w.spans.list} <small>{w.spans.listOf(spans?.length ?? 0)}</small>
      </h3>
      {(spans?.length ?? 0) === 0 ? (
        <button
          type="button"
          className={spans ? 'opt said' : 'opt'}
          style={cssColor(null)}
          aria-pressed={spans !== undefined}
          aria-describedby={labelledBy}
          onClick={() => change(nothing(draft))}
        >
          {none ? <Key name={none.key} on={spans !== undefined} /> : <span className="k blank" aria-hidden="true" />}
          <i className="sw" />
          <span>{w.spans.none}</span>
          <span className="tick" aria-hidden="true">
            {spans ? '✓' : ''}
          </span>
        </button>
      ) : (
        <LongList
          className="rows"
          aria-labelledby={labelledBy}
          items={spans ?? []}
          rowHeight={28}
          onClick={event => {
            const number = (event.target as Element).closest<HTMLElement>('.row')?.dataset.number
            const span = spans?.[Number(number) - 1]
            if (span) change(select(draft, keyOf(span) === selected ? undefined : span))
          }}
          row={span => {
            const isSelected = keyOf(span) === selected
            return (
              <div key={keyOf(span)} role="listitem" className={isSelected ? 'rowitem sel' : 'rowitem'}>
                <Row
                  question={question}
                  span={span}
                  number={numbers.get(span) ?? 0}
                  quote={quote(span)}
                  isSelected={isSelected}
                />
                {isSelected && (
                  <div className="rowmore">
                    <AttributesEditor
                      key={keyOf(span)}
                      asked={attributesOf(question, span.label)}
                      answers={span.attributes}
                      change={(name: string, answer: Answers[string] | undefined) =>
                        change(setAttribute(question, draft, span, name, answer))
                      }
                    />
                    <button type="button" className="act" onClick={() => change(remove(question, draft, span))}>
                      {active && <Key name="delete" />} {w.spans.remove}
                    </button>
                  </div>
                )}
              </div>
            )
          }}
        />
      )}
    </div>
  )
}

/** The list hears the click, so that a row is drawn anew only when it looks otherwise. */
const Row = memo(function Row({
  question,
  span,
  number,
  quote,
  isSelected,
}: {
  question: SpansQuestion
  span: SpanAnswer
  number: number
  quote: string
  isSelected: boolean
}) {
  const said = attributeWords(attributesOf(question, span.label), span.attributes)
  return (
    <button
      type="button"
      className="row"
      style={cssColor(colorOf(question, span.label))}
      aria-pressed={isSelected}
      data-number={number}
    >
      <span className="mono dim">{number}</span>
      <i className="sw" />
      <span className="clip">
        <span className="q">{quote}</span> <span className="dim">{labelTitle(question, span.label)}</span>
        {said && <span className="mid"> · {said}</span>}
      </span>
      <span className="mono dim">
        {span.start}–{span.end}
      </span>
    </button>
  )
})
