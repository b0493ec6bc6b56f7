// What the mouse and the pen do on a text: drag over it, drag a border, drag from tag to tag, click. Fingers select as they do everywhere.
import { useRef, useState, type PointerEvent } from 'react'
import type { Extent } from '../../api/types'
import { begin, end, relationsView, selectRelation } from '../relations/model'
import { addPart, cycle, drawn, moveEnd, pend, select, selectedOf } from '../spans/model'
import type { Measure } from './measure'
import type { Offsets } from './offsets'
import type { Link, Mark, RelationsLayer, SpansLayer } from './useMarks'
import { toCharacters, toWords, type Breaks, type Stretch } from './words'

/** Less than this is a click. */
const CLICK = 4
/** This near to the edge of what scrolls, a drag scrolls it. */
const EDGE = 28

type Grip =
  | { kind: 'text'; anchor: number; x: number; y: number; mark: Mark | undefined; twice: boolean }
  | { kind: 'border'; which: 'start' | 'end'; mark: Mark }
  | { kind: 'tag'; mark: Mark; x: number; y: number }

export interface Pull {
  readonly from: { x: number; y: number }
  readonly to: { x: number; y: number }
}

export function usePointer({
  text,
  field,
  offsets,
  breaks,
  measure,
  frame,
  marks,
  links,
  layers,
  spans,
  relations,
  look,
}: {
  text: string
  field: { readonly name: string; readonly written: string | undefined }
  offsets: Offsets
  breaks: Breaks
  measure: Measure | null
  frame: HTMLElement | null
  marks: readonly Mark[]
  links: readonly Link[]
  layers: readonly SpansLayer[]
  /** The question that a drag marks for. */
  spans: SpansLayer | undefined
  relations: RelationsLayer | undefined
  /** Where nothing can be changed a click only looks. */
  look(mark: Mark | undefined): void
}) {
  const grip = useRef<Grip | null>(null)
  const [live, setLive] = useState<Stretch | null>(null)
  const [pull, setPull] = useState<Pull | null>(null)
  const extent = ({ start, end: to }: Stretch): Extent => ({
    ...(field.written === undefined ? {} : { field: field.written }),
    start: offsets.toPoints(start),
    end: offsets.toPoints(to),
  })
  const snapped = (a: number, b: number, byCharacter: boolean): Stretch | null => {
    const stretch = { start: Math.min(a, b), end: Math.max(a, b) }
    if (stretch.start === stretch.end) return null
    return byCharacter || spans?.question.snap === 'characters'
      ? toCharacters(text, breaks, stretch)
      : toWords(text, breaks, stretch)
  }
  const inFrame = (event: PointerEvent) => {
    const around = frame?.getBoundingClientRect()
    return { x: event.clientX - (around?.left ?? 0), y: event.clientY - (around?.top ?? 0) }
  }
  const tagUnder = (element: Element | null) => {
    const key = element?.closest<HTMLElement>('[data-key]')?.dataset.key
    return key === undefined ? undefined : marks.find(mark => mark.key === key)
  }
  /** The mark under a point of the frame, the shortest first. */
  const markUnder = ({ x, y }: { x: number; y: number }) =>
    marks
      .filter(m => m.boxes.some(b => b.left <= x && x <= b.left + b.width && b.top <= y && y <= b.top + b.height))
      .sort((a, b) => a.end - a.start - (b.end - b.start))[0]
  const join = (from: Mark, to: Mark | undefined) => {
    if (relations?.change && to) relations.change(end(relations.question, begin(relations.draft, from.span), to.span))
  }
  const moved = (mark: Mark, which: 'start' | 'end', event: PointerEvent): number | null => {
    const at = measure?.placeAt(event.clientX, event.clientY)
    if (at === null || at === undefined) return null
    const fixed = which === 'start' ? mark.end : mark.start
    // Taken from its other end on, so that the words it keeps stay whole.
    const stretch = snapped(fixed, at, event.altKey)
    return stretch && (which === 'start' ? at < fixed : at > fixed) ? stretch[which] : null
  }

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch' || !measure || !frame) return
    const target = event.target as Element
    if (target.closest('input, .spanbar, .textkeys')) return
    const relation = target.closest<SVGElement>('[data-relation]')?.dataset.relation
    const link = links.find(one => one.key === relation)
    if (link) {
      event.preventDefault()
      link.layer.change?.(selectRelation(link.layer.draft, link.relation))
      return
    }
    const border = target.closest<HTMLElement>('[data-border]')?.dataset.border as 'start' | 'end' | undefined
    const selected = spans && marks.find(mark => mark.index === spans.index && mark.span === selectedOf(spans.draft))
    const tag = tagUnder(target)
    const { x, y } = inFrame(event)
    if (border && selected && spans?.change) grip.current = { kind: 'border', which: border, mark: selected }
    else if (tag) grip.current = { kind: 'tag', mark: tag, x, y }
    else {
      const anchor = measure.placeAt(event.clientX, event.clientY)
      if (anchor === null) return
      grip.current = { kind: 'text', anchor, x, y, mark: markUnder({ x, y }), twice: event.detail > 1 }
    }
    // The text is marked, not selected: a selection of the browser would begin a drag of its own at the next press.
    event.preventDefault()
    getSelection()?.removeAllRanges()
    frame.focus({ preventScroll: true })
    frame.setPointerCapture(event.pointerId)
    if (grip.current.kind !== 'tag') frame.classList.add('dragging')
  }

  const move = (event: PointerEvent) => {
    const held = grip.current
    if (!held || !measure || !frame) return
    scrollAtEdge(frame, event.clientY)
    if (held.kind === 'tag') {
      const to = inFrame(event)
      if (relations?.change && (pull || Math.hypot(to.x - held.x, to.y - held.y) > CLICK))
        setPull({ from: { x: held.x, y: held.y }, to })
      return
    }
    if (held.kind === 'border') {
      const at = moved(held.mark, held.which, event)
      if (at !== null) setLive({ start: held.mark.start, end: held.mark.end, [held.which]: at })
      return
    }
    if (!spans?.change) return
    const { x, y } = inFrame(event)
    if (!live && Math.hypot(x - held.x, y - held.y) <= CLICK) return
    const at = measure.placeAt(event.clientX, event.clientY)
    if (at !== null) setLive(snapped(held.anchor, at, event.altKey))
  }

  const up = (event: PointerEvent) => {
    const held = grip.current
    grip.current = null
    setLive(null)
    setPull(null)
    frame?.classList.remove('dragging')
    if (!held || !frame) return
    if (held.kind === 'tag') {
      if (pull) join(held.mark, tagUnder(document.elementFromPoint(event.clientX, event.clientY)) ?? markUnder(inFrame(event)))
      else clicked(held.mark)
    } else if (held.kind === 'border') {
      const at = moved(held.mark, held.which, event)
      if (at !== null && spans?.change)
        spans.change(moveEnd(spans.question, spans.draft, held.mark.span, held.which, offsets.toPoints(at)))
    } else if (live && spans?.change) {
      const further = spans.question.discontinuous && (event.ctrlKey || event.metaKey)
      spans.change((further ? addPart : drawn)(spans.question, spans.draft, extent(live)))
    } else if (held.twice && !held.mark && spans?.change && !relations?.active) {
      const word = wordUnder(event)
      if (word) spans.change(drawn(spans.question, spans.draft, extent(word)))
    } else clickedText(held.mark, event)
  }

  const wordUnder = (event: PointerEvent): Stretch | null => {
    const at = measure?.characterAt(event.clientX, event.clientY)
    return at === null || at === undefined ? null : snapped(at, at + 1, false)
  }
  const layerOf = (mark: Mark) => layers.find(layer => layer.index === mark.index)
  const clicked = (mark: Mark) => {
    const layer = layerOf(mark)
    const { span } = mark
    if (!layer?.change) look(mark)
    else if (relations?.active && relations.change)
      relations.change(
        relationsView(relations.draft.view).from ? end(relations.question, relations.draft, span) : begin(relations.draft, span),
      )
    else layer.change(select(layer.draft, selectedOf(layer.draft) === span ? undefined : span))
  }
  const clickedText = (mark: Mark | undefined, event: PointerEvent) => {
    if (!mark) {
      if (!spans?.change) return look(undefined)
      if (relations?.active) return
      const word = wordUnder(event)
      spans.change(pend(spans.draft, word ? extent(word) : undefined))
      return
    }
    const layer = layerOf(mark)
    if (relations?.active || !layer?.change) return clicked(mark)
    const at = measure?.characterAt(event.clientX, event.clientY)
    const next = at === null || at === undefined ? mark.span : (cycle(layer.draft, field.name, offsets.toPoints(at)) ?? mark.span)
    layer.change(select(layer.draft, next))
  }

  const cancel = () => {
    grip.current = null
    setLive(null)
    setPull(null)
    frame?.classList.remove('dragging')
  }
  return { live, pull, handlers: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: cancel } }
}

function scrollAtEdge(frame: HTMLElement, y: number) {
  const pane = frame.closest('.item')
  if (!pane) return
  const { top, bottom } = pane.getBoundingClientRect()
  if (y < top + EDGE) pane.scrollBy({ top: -EDGE })
  else if (y > bottom - EDGE) pane.scrollBy({ top: EDGE })
}
