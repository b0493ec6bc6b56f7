import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { w } from '../../i18n'
import { useActions } from '../../ui/actions'
import { asText } from '../../ui/excerpt'
import { Key } from '../../ui/Key'
import { pressed } from '../../ui/keys'
import type { SurfaceProps } from '../item/surface'
import { atHand } from '../suggestions'
import { pressRelation, relationsView } from '../relations/model'
import { fieldName, isIn, keyOf, pend, pressLabel, viewOf } from '../spans/model'
import { Arcs, Borders, Tags, Washes } from './Drawing'
import { DraftTags, Lines } from './Drafts'
import { FindInText } from './FindInText'
import { LabelBar } from './LabelBar'
import { offsetsOf } from './offsets'
import { editedOf, linksOf, relationsLayers, spansLayers, useMarks, type SpansLayer } from './useMarks'
import { useMeasure } from './useMeasure'
import { usePointer } from './usePointer'
import { useTextKeys } from './useTextKeys'
import { useTouchSelection } from './useTouchSelection'
import { breaksOf } from './words'
import './onText.css'

/** The place of the draft that Y accepts and X rejects. */
const draftAtHand = (layer: SpansLayer | undefined) =>
  layer?.active ? (atHand(layer.suggested, layer.draft)?.place ?? null) : null

/** A text with the marks of every question that is answered on it, and the relations between them. */
export function TextSurface({ field, value, layers, activate }: SurfaceProps) {
  const text = asText(value)
  const offsets = useMemo(() => offsetsOf(text), [text])
  const breaks = useMemo(() => breaksOf(text), [text])
  const { spans, relations } = editedOf(layers)
  const isRoomy = relationsLayers(layers).length > 0 || spansLayers(layers).some(l => (l.question.overlap ?? 'none') !== 'none')
  const spacing = isRoomy ? 'spantext roomy' : 'spantext'
  const { measure, frame, setFrame, setBody } = useMeasure(text, spacing)
  const { marks, drafts } = useMarks(spansLayers(layers), field.name, offsets, measure)
  const links = linksOf(relationsLayers(layers), marks)
  const [looking, setLooking] = useState<string | null>(null)
  const written = spans && fieldName(spans.question, field.name)
  const pointer = usePointer({
    text,
    field: { name: field.name, written },
    offsets,
    breaks,
    measure,
    frame,
    marks,
    links,
    layers: spansLayers(layers),
    spans,
    relations,
    look: mark => setLooking(was => (mark && mark.key !== was ? mark.key : null)),
  })
  const keys = useTextKeys({ text, field: written, offsets, breaks, marks, spans, relations, activate })
  const view = viewOf(spans?.draft.view)
  const isEdited = (spans?.active ?? false) || (relations?.active ?? false)
  /** Of several texts the keys belong to the one where something is chosen, else to the first. */
  const selected = spans?.draft.answer?.find(span => keyOf(span) === view.selected)
  const chosen = view.pending ?? selected
  const isHere = chosen ? isIn(chosen, field.name) : (spans?.question.fields ?? [field.name])[0] === field.name
  const actions = isEdited && isHere ? keys.actions : []
  useActions(actions)
  useTouchSelection(frame, (start, end) =>
    spans?.change?.(
      pend(spans.draft, {
        ...(written === undefined ? {} : { field: written }),
        start: offsets.toPoints(start),
        end: offsets.toPoints(end),
      }),
    ),
  )

  // The text has the keyboard when nothing else has, so that Tab goes from mark to mark.
  useEffect(() => {
    if (frame?.closest('.work') && isEdited && document.activeElement === document.body) frame.focus({ preventScroll: true })
    // Only when it comes into sight.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [frame])
  const caret = useRef<HTMLElement>(null)
  const place = chosen && isIn(chosen, field.name) ? `${chosen.start}-${chosen.end}` : null
  useEffect(() => {
    if (place) caret.current?.scrollIntoView({ block: 'nearest' })
  }, [place])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.target instanceof HTMLInputElement) return
    const name = pressed(event.nativeEvent)
    if ((name === 'tab' || name === 'shift+tab') && event.target === frame && keys.tab(name === 'tab' ? 1 : -1)) {
      event.preventDefault()
      return
    }
    // In a dialog the page's own keys are off; those of the text work where it has the keyboard.
    if (!frame?.closest('dialog')) return
    const action = keys.actions.find(a => a.key === name)
    const edited = relations?.active ? relations : spans
    const binding = edited?.keys.find(k => k.key === name)
    if (!action && !(binding && edited?.change)) return
    event.preventDefault()
    event.stopPropagation()
    if (action) action.perform()
    else if (relations?.active && relations.change)
      relations.change(pressRelation(relations.question, relations.draft, binding?.target ?? ''))
    else if (spans?.change) spans.change(pressLabel(spans.question, spans.draft, binding?.target ?? ''))
  }
  const onCopy = (event: React.ClipboardEvent) => {
    if (!chosen || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', text.slice(offsets.toUnits(chosen.start), offsets.toUnits(chosen.end)))
  }

  const point = (place: number) => spans?.change?.({ ...spans.draft, pointed: place })
  const relating = relations?.active ? relationsView(relations.draft.view) : undefined
  const ends = new Set([
    ...(view.selected ? [view.selected] : []),
    ...(looking ? [looking] : []),
    ...[relating?.from, relating?.to].flatMap(span => (span ? [keyOf(span)] : [])),
  ])
  /** The marks drawn as chosen; a string, so that what is drawn stays as it is while they do. */
  const on = [...ends].join('\n')
  const pendingBoxes =
    measure && view.pending && isIn(view.pending, field.name)
      ? measure.boxes(offsets.toUnits(view.pending.start), offsets.toUnits(view.pending.end))
      : []
  const liveBoxes = measure && pointer.live ? measure.boxes(pointer.live.start, pointer.live.end) : []
  const selectedMark = marks.find(mark => mark.span === selected)
  const labels = relations?.active ? relations : spans
  return (
    <div className="ontext">
      {labels?.change && isEdited && (
        <LabelBar
          labels={labels.question.labels}
          keys={labels.keys as never}
          armed={relations?.active ? relating?.armed : view.armed}
          press={name =>
            relations?.active
              ? relations.change?.(pressRelation(relations.question, relations.draft, name))
              : spans?.change?.(pressLabel(spans.question, spans.draft, name))
          }
        >
          {actions.some(a => a.key === 'r') && (
            <button type="button" className="chip mid" onClick={actions.find(a => a.key === 'r')?.perform}>
              <Key name="r" />
              {w.relations.begin}
            </button>
          )}
          <FindInText
            text={text}
            isFirst={isHere}
            found={(start, end) =>
              spans?.change?.(
                pend(spans.draft, {
                  ...(written === undefined ? {} : { field: written }),
                  start: offsets.toPoints(start),
                  end: offsets.toPoints(end),
                }),
              )
            }
          />
        </LabelBar>
      )}
      <div
        ref={setFrame}
        className="textframe"
        data-chosen={place ? '' : undefined}
        tabIndex={spans?.change ? 0 : -1}
        role="group"
        aria-label={w.onText.text(field.title ?? field.name)}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        {...pointer.handlers}
      >
        <div className="washes" aria-hidden="true">
          <Lines drafts={drafts} at={draftAtHand(spans)} />
          <Washes marks={marks} on={on} />
          {(liveBoxes.length > 0 ? liveBoxes : pendingBoxes).map((box, i) => (
            <i
              key={i}
              ref={i === 0 ? caret : undefined}
              className="pending"
              style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
            />
          ))}
          {selectedMark?.boxes[0] && (
            <i
              ref={pendingBoxes.length === 0 ? caret : undefined}
              className="reveal"
              style={{ left: selectedMark.boxes[0].left, top: selectedMark.boxes[0].top }}
            />
          )}
        </div>
        <div ref={setBody} className={spacing} dir="auto">
          {text}
        </div>
        <Arcs links={links} lineHeight={measure?.lineHeight ?? 24} ends={ends} pull={pointer.pull} />
        <div className="tags">
          <DraftTags drafts={drafts} at={draftAtHand(spans)} point={point} />
          <Tags marks={marks} on={on} />
          {selectedMark && spans?.change && !relations?.active && <Borders boxes={selectedMark.boxes} />}
        </div>
      </div>
      {isEdited && spans?.change && (
        <p className="acts wide textkeys" aria-hidden="true">
          <span>
            <Key name="arrowleft" />
            <Key name="arrowright" /> {w.onText.word}
          </span>
          <span>
            <Key name="shift+arrowright" /> {w.onText.more}
          </span>
          <span>
            <Key name="alt+arrowright" /> {w.onText.byCharacter}
          </span>
          <span>
            <Key name="tab" /> {w.onText.nextRegion}
          </span>
          {keys.word && isHere && <span className="right dim">{w.onText.wordOf(keys.word.at, keys.word.total)}</span>}
        </p>
      )}
      <p className="sr" role="status">
        {view.pending && isHere
          ? w.spans.chosen(text.slice(offsets.toUnits(view.pending.start), offsets.toUnits(view.pending.end)))
          : selectedMark
            ? w.spans.mark(selectedMark.title, text.slice(selectedMark.start, selectedMark.end))
            : ''}
      </p>
    </div>
  )
}
