import { memo, useCallback, useEffect, useRef, type KeyboardEvent } from 'react'
import type { ImageQuestion, ImageRegion, Label } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { titleOf } from '../choice/labels'
import type { Draft, EditorProps } from '../contract'
import { attributesOf } from '../attributes/attributes'
import { AttributesEditor } from '../attributes/AttributesEditor'
import { LongList } from '../LongList'
import { imageKindOf } from './kinds'
import { colorStyle, titleIn } from './labels'
import {
  chooseLabel,
  isHidden,
  isLocked,
  labelIn,
  regionsOf,
  remove,
  select,
  selectedIn,
  setAttribute,
  toggleHidden,
  toggleLabel,
  toggleLocked,
  viewOf,
} from './regions'

/** Beside the image: the label of the next region or the selected one, and the list of regions. */
export function RegionsEditor(props: EditorProps<ImageQuestion, ImageRegion[]>) {
  const { question, draft, change, labelledBy, describedBy, violation } = props
  const regions = regionsOf(draft)
  return (
    <div className="regions" role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <LabelChips {...props} />
      {regions.length > 0 ? (
        <RegionRows {...props} />
      ) : question.required === false ? (
        <p className="sm dim">{w.image.noneYet}</p>
      ) : (
        <label className="check sm nothinghere">
          <input
            type="checkbox"
            checked={draft.answer !== undefined}
            aria-invalid={violation ? true : undefined}
            onChange={e => change({ ...draft, answer: e.target.checked ? [] : undefined })}
          />
          {w.image.nothingHere}
        </label>
      )}
    </div>
  )
}

function LabelChips({ question, draft, change, keys }: EditorProps<ImageQuestion, ImageRegion[]>) {
  const selected = selectedIn(draft)
  const at = selected === null ? undefined : regionsOf(draft)[selected]
  const current = at?.label ?? labelIn(draft, question.labels)
  const choose = (label: Label) => change(chooseLabel(question, draft, label.name) as typeof draft)
  return (
    <>
      <h3 className="sm dim">{at ? w.image.labelOf(selected! + 1) : w.image.labelOfNext}</h3>
      <div className="chips" role="radiogroup" aria-label={at ? w.image.labelOf(selected! + 1) : w.image.labelOfNext}>
        {question.labels.map(label => {
          const key = keys.find(k => k.target === label.name)?.key
          const on = label.name === current
          return (
            <button
              key={label.name}
              type="button"
              role="radio"
              aria-checked={on}
              title={label.hint}
              className={on ? 'chip on' : 'chip'}
              style={colorStyle(question.labels, label.name)}
              onClick={() => choose(label)}
            >
              {key && <Key name={key} on={on} />}
              <i className="sw" />
              {titleOf(label)}
            </button>
          )
        })}
      </div>
    </>
  )
}

type RowAct = 'select' | 'hide' | 'lock' | 'remove'
const rowActs: Record<RowAct, (draft: Draft, index: number) => Draft> = {
  select,
  hide: toggleHidden,
  lock: toggleLocked,
  remove,
}

/** Up and Down go through the rows. */
function roveRows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.rowname')]
  const next = rows[rows.findIndex(row => row === document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!(document.activeElement instanceof HTMLElement) || !document.activeElement.matches('.rowname')) return
  event.preventDefault()
  event.stopPropagation()
  next?.focus()
}

function RegionRows({ question, draft, change }: EditorProps<ImageQuestion, ImageRegion[]>) {
  const regions = regionsOf(draft)
  const selected = selectedIn(draft)
  const latest = useRef({ draft, change })
  useEffect(() => {
    latest.current = { draft, change }
  })
  // One function for all renders, so that a row is drawn only when it changes.
  const act = useCallback((index: number, what: RowAct) => {
    const { draft: now, change: tell } = latest.current
    tell(rowActs[what](now, index) as typeof now)
  }, [])
  const hidden = viewOf(draft).hidden ?? []
  const { Details } = imageKindOf(question)
  return (
    <>
      <h3 className="sm rowshead">
        {w.image.regions(regions.length)}
        {hidden.length > 0 && <span className="dim"> {w.image.hiddenCount(hidden.length)}</span>}
        <span className="dim right">
          <Key name="tab" /> {w.image.next}
        </span>
      </h3>
      <LongList
        className="rows"
        aria-label={w.image.regions(regions.length)}
        items={regions}
        rowHeight={30}
        onKeyDown={roveRows}
        row={(region, index) => (
          <div key={index} role="listitem">
            <Row
              question={question}
              region={region}
              index={index}
              isSelected={index === selected}
              isFirst={index === (selected ?? 0)}
              isHidden={isHidden(draft, index)}
              isLocked={isLocked(draft, index)}
              act={act}
            />
            {index === selected && (
              <div className="sub">
                {Details && (
                  <Details
                    question={question}
                    region={region}
                    index={index}
                    draft={draft}
                    change={d => change(d as typeof draft)}
                  />
                )}
                <AttributesEditor
                  asked={attributesOf(question, region.label)}
                  answers={region.attributes}
                  change={(name, answer) => change(setAttribute(draft, index, name, answer) as typeof draft)}
                />
                <button type="button" className="btn quiet small" onClick={() => change(toggleLabel(draft, region.label))}>
                  {w.image.hideLabel(titleIn(question.labels, region.label))}
                </button>
              </div>
            )}
          </div>
        )}
      />
    </>
  )
}

const Row = memo(function Row({
  question,
  region,
  index,
  isSelected,
  isFirst,
  isHidden: hidden,
  isLocked: locked,
  act,
}: {
  question: ImageQuestion
  region: ImageRegion
  index: number
  isSelected: boolean
  /** The one row the Tab key reaches. */
  isFirst: boolean
  isHidden: boolean
  isLocked: boolean
  act(index: number, what: RowAct): void
}) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isSelected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const { shaping } = imageKindOf(question)
  const title = titleIn(question.labels, region.label)
  const tab = isFirst ? 0 : -1
  return (
    <div
      ref={element}
      className={['row', isSelected && 'sel', hidden && 'hid'].filter(Boolean).join(' ')}
      style={colorStyle(question.labels, region.label)}
    >
      <span className="mono dim">{index + 1}</span>
      <i className="sw" />
      <button
        type="button"
        className="rowname clip"
        tabIndex={tab}
        aria-pressed={isSelected}
        aria-label={w.image.regionAt(index + 1, title, shaping.where(region))}
        onClick={() => act(index, 'select')}
      >
        {title} <span className="mono dim">{shaping.measure(region)}</span>
      </button>
      <span className="rowacts">
        <button
          type="button"
          tabIndex={tab}
          aria-pressed={hidden}
          aria-label={w.image.hide(index + 1)}
          title={w.image.hide(index + 1)}
          onClick={() => act(index, 'hide')}
        >
          {hidden ? '○' : '●'}
        </button>
        <button
          type="button"
          tabIndex={tab}
          aria-pressed={locked}
          aria-label={w.image.lock(index + 1)}
          title={w.image.lock(index + 1)}
          onClick={() => act(index, 'lock')}
        >
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <path
              d={locked ? 'M3 6h8v6H3zM4.500 6V4a2.500 2.500 0 0 1 5 0v2' : 'M3 6h8v6H3zM4.500 6V4a2.500 2.500 0 0 1 4.800-1'}
            />
          </svg>
        </button>
        <button
          type="button"
          tabIndex={tab}
          disabled={locked}
          aria-label={w.image.remove(index + 1)}
          title={w.image.remove(index + 1)}
          onClick={() => act(index, 'remove')}
        >
          ×
        </button>
      </span>
    </div>
  )
})
