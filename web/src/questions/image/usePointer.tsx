// What the pointers do on an image: pan and pinch, draw, take hold of a handle, move, select. What is being changed is kept here until it is
// let go; then the answer changes once.
import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import type { ImageRegion } from '../../api/types'
import { w } from '../../i18n'
import type { Draft } from '../contract'
import type { Layer } from '../item/surface'
import { distance, type Point, type Size } from './geometry'
import { asImageQuestion, imageKindOf } from './kinds'
import type { Instead } from './RegionLayer'
import { cycle, handleAt, regionsAt, suggestedAt } from './pick'
import { isLocked, labelIn, look, put, regionsOf, select, selectedIn, viewOf } from './regions'
import type { PenState, Stroke } from './shaping'
import { useFingers } from './useFingers'
import { useSpace } from './useSpace'
import type { useViewport } from './useViewport'
import { toImage, toScreen } from './viewport'
import { usePainting } from '../masks/usePainting'

/** How near a handle or line must be, in pixels of the screen. */
const NEAR = { mouse: 8, pen: 12, touch: 20 } as const
/** A press that moves less is a click. */
const STILL = 3

/** A finger that moves less may be the first of two. */
const WAVERING = 8

type Press = Pick<PointerEvent, 'button' | 'shiftKey' | 'pointerType'>

type Gesture =
  | { kind: 'pan'; last: Point }
  | { kind: 'pinch' }
  | { kind: 'finger'; press: Press; from: Point }
  | { kind: 'pull'; index: number; handle: string; original: ImageRegion; now: ImageRegion; from: Point; moved: boolean }
  | { kind: 'shift'; index: number; original: ImageRegion; now: ImageRegion; from: Point; moved: boolean }
  | { kind: 'pen' }
  | { kind: 'paint' }
  | { kind: 'press'; from: Point }

export interface PointerOptions {
  pane: RefObject<HTMLDivElement | null>
  size: Size | null
  viewport: ReturnType<typeof useViewport>
  layers: readonly Layer[]
  active: Layer | undefined
  activate(index: number): void
}

export function usePointer({ pane, size, viewport, layers, active, activate }: PointerOptions) {
  const { latest: view } = viewport
  const [instead, setInstead] = useState<Instead | null>(null)
  const [sketch, setSketch] = useState<unknown>(null)
  const [isPanning, setPanning] = useState(false)
  const isSpace = useSpace(pane)
  const gesture = useRef<Gesture | null>(null)
  const fingers = useFingers(viewport)
  const sketchBefore = useRef<unknown>(null)
  const across = useRef<HTMLElement>(null)
  const down = useRef<HTMLElement>(null)
  const mark = useRef<HTMLElement>(null)
  const place = useRef<HTMLSpanElement>(null)
  const current = useRef({ active, sketch })
  useEffect(() => {
    current.current = { active, sketch }
  })
  const painting = usePainting({ size, active, layers })

  const tool = active ? (viewOf(active.draft).tool ?? 'draw') : 'select'
  const kind = active && imageKindOf(active.question)
  const paints = active !== undefined && tool !== 'select' && !kind?.shaping.pen
  const drawsNow = active !== undefined && tool !== 'select' && !isSpace

  const onPane = (event: { clientX: number; clientY: number }): Point => {
    const { left, top } = pane.current!.getBoundingClientRect()
    return { x: event.clientX - left - pane.current!.clientLeft, y: event.clientY - top - pane.current!.clientTop }
  }
  const near = (event: Press) => NEAR[event.pointerType === 'touch' || event.pointerType === 'pen' ? event.pointerType : 'mouse']
  const stateOf = (layer: Layer, slack: number, other: boolean): PenState => {
    const question = asImageQuestion(layer.question)
    const { grip, tool: chosen } = viewOf(layer.draft)
    const at = selectedIn(layer.draft)
    return {
      question,
      label: labelIn(layer.draft, question.labels),
      tool: chosen ?? 'draw',
      selected: at === null || isLocked(layer.draft, at) ? null : (regionsOf(layer.draft)[at] ?? null),
      grip: grip ?? null,
      size: size!,
      zoom: view.current.zoom,
      slack,
      sketch: current.current.sketch,
      other,
    }
  }
  const apply = (layer: Layer, stroke: Stroke) => {
    setSketch(stroke.sketch)
    current.current.sketch = stroke.sketch
    if (stroke.add) layer.change?.(put(layer.draft, null, stroke.add))
    const at = selectedIn(layer.draft)
    if (stroke.change && at !== null) layer.change?.(look(put(layer.draft, at, stroke.change), { grip: null }))
  }

  /** Selects what is here: the next one under the pointer, in the question at hand or else in another. */
  const pick = (at: Point, slack: number) => {
    if (active) {
      const found = regionsAt(active, at, slack)
      if (found.length > 0) return active.change?.(select(active.draft, cycle(found, selectedIn(active.draft))))
      const proposed = suggestedAt(active, at, slack)
      if (proposed !== undefined) return active.change?.({ ...select(active.draft, null), pointed: proposed })
    }
    const other = layers.find(layer => layer !== active && layer.change && regionsAt(layer, at, slack).length > 0)
    if (other) {
      activate(other.index)
      other.change?.(select(other.draft, regionsAt(other, at, slack)[0] ?? null))
    } else if (active) active.change?.(select(active.draft, null))
  }

  const begin = (event: Press, here: Point): Gesture | null => {
    if (!size) return null
    const at = toImage(view.current, here)
    if (event.button === 1 || isSpace || !active?.change) return { kind: 'pan', last: here }
    if (event.button !== 0) return null
    const slack = near(event) / view.current.zoom
    const index = selectedIn(active.draft)
    const region = index === null ? undefined : regionsOf(active.draft)[index]
    const handle = current.current.sketch == null && !paints ? handleAt(active, at, slack) : null
    if (handle && index !== null && region) {
      active.change(look(active.draft, { grip: handle.id }))
      return { kind: 'pull', index, handle: handle.id, original: region, now: region, from: here, moved: false }
    }
    if (tool === 'select') {
      const found = regionsAt(active, at, slack)
      const taken = index !== null && found.includes(index) ? index : found[0]
      const form = taken === undefined ? undefined : regionsOf(active.draft)[taken]
      if (taken === undefined || !form) return { kind: 'press', from: here }
      return { kind: 'shift', index: taken, original: form, now: form, from: here, moved: false }
    }
    if (paints) return painting.begin(at, tool === 'erase') ? { kind: 'paint' } : null
    sketchBefore.current = current.current.sketch
    apply(active, kind!.shaping.pen!.press(at, stateOf(active, slack, event.shiftKey)))
    return { kind: 'pen' }
  }

  const start = (press: Press, here: Point) => {
    gesture.current = begin(press, here)
    setPanning(gesture.current?.kind === 'pan')
  }

  const track = (here: Point) => {
    const at = toImage(view.current, here)
    const inside = size !== null && at.x >= 0 && at.y >= 0 && at.x <= size.width && at.y <= size.height
    if (place.current) place.current.textContent = inside ? w.image.at(Math.floor(at.x), Math.floor(at.y)) : ''
    const cross = inside && drawsNow && !paints
    for (const line of [across.current, down.current]) if (line) line.hidden = !cross
    if (across.current) across.current.style.transform = `translateY(${here.y}px)`
    if (down.current) down.current.style.transform = `translateX(${here.x}px)`
    if (mark.current) {
      mark.current.hidden = !(paints && drawsNow)
      const on = toScreen(view.current, painting.centre(at))
      mark.current.style.translate = `calc(${on.x}px - 50%) calc(${on.y}px - 50%)`
    }
  }

  const onMove = (event: PointerEvent) => {
    const here = onPane(event)
    track(here)
    if (gesture.current?.kind === 'pinch') return fingers.pinch(event.pointerId, here)
    fingers.moved(event.pointerId, here)
    if (gesture.current?.kind === 'finger') {
      if (distance(here, gesture.current.from) < WAVERING) return
      start(gesture.current.press, gesture.current.from)
    }
    const doing = gesture.current
    const at = toImage(view.current, here)
    if (!size) return
    if (doing?.kind === 'pan') {
      viewport.panBy({ x: here.x - doing.last.x, y: here.y - doing.last.y })
      doing.last = here
    } else if (doing?.kind === 'pull' || doing?.kind === 'shift') {
      if (!doing.moved && distance(here, doing.from) < STILL) return
      doing.moved = true
      const { shaping } = imageKindOf(active!.question)
      const fine = view.current.zoom > 1 ? 100 : 1
      const from = toImage(view.current, doing.from)
      const next =
        doing.kind === 'pull'
          ? shaping.pull(doing.original, doing.handle, at, size, view.current.zoom)
          : shaping.shift(
              doing.original,
              { x: Math.round((at.x - from.x) * fine) / fine, y: Math.round((at.y - from.y) * fine) / fine },
              size,
            )
      if (next !== doing.original) doing.now = next
      setInstead({ index: doing.index, region: doing.now })
    } else if (doing?.kind === 'paint') {
      for (const one of event.nativeEvent.getCoalescedEvents?.() ?? []) painting.move(toImage(view.current, onPane(one)))
      painting.move(at)
    } else if (active && (doing?.kind === 'pen' || (!doing && current.current.sketch != null))) {
      apply(active, kind!.shaping.pen!.move(at, stateOf(active, near(event) / view.current.zoom, event.shiftKey)))
    } else if (!doing && active && event.currentTarget instanceof HTMLElement) {
      const slack = near(event) / view.current.zoom
      const handle = paints ? null : handleAt(active, at, slack)
      event.currentTarget.style.cursor =
        handle?.cursor ?? (tool === 'select' ? (regionsAt(active, at, slack).length > 0 ? 'move' : 'default') : '')
    }
  }

  /** The gesture was none: what it began is taken back, and a sketch is as it was before. */
  const abandon = () => {
    const sketchNow = gesture.current?.kind === 'pen' ? sketchBefore.current : current.current.sketch
    gesture.current = null
    painting.cancel()
    setInstead(null)
    setSketch(sketchNow)
    current.current.sketch = sketchNow
    setPanning(false)
  }

  /** Nothing of what is being done stays. */
  const cancel = () => {
    abandon()
    setSketch(null)
    current.current.sketch = null
  }

  const end = (event: PointerEvent) => {
    const left = fingers.up(event.pointerId)
    if (gesture.current?.kind === 'pinch') {
      if (left === 0) gesture.current = null
      return
    }
    if (gesture.current?.kind === 'finger') start(gesture.current.press, gesture.current.from)
    const doing = gesture.current
    if (!doing) return
    gesture.current = null
    setPanning(false)
    const here = onPane(event)
    const at = toImage(view.current, here)
    const slack = near(event) / view.current.zoom
    if (!active?.change) return
    if (doing.kind === 'paint') painting.end()
    else if (doing.kind === 'press') pick(at, slack)
    else if (doing.kind === 'pen') {
      const stroke = kind!.shaping.pen!.release(at, stateOf(active, slack, event.shiftKey))
      apply(active, stroke)
      if (stroke.isClick) pick(at, slack)
    } else if (doing.kind === 'pull' || doing.kind === 'shift') {
      setInstead(null)
      if (doing.moved && doing.now !== doing.original)
        active.change(changedAt(active.draft, doing.index, put(active.draft, doing.index, doing.now)))
      else if (doing.kind === 'shift') pick(at, slack)
    }
  }

  const listeners = {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.target instanceof Element && event.target.closest('.hud')) return
      const here = onPane(event)
      pane.current?.focus({ preventScroll: true })
      pane.current?.setPointerCapture(event.pointerId)
      event.preventDefault()
      const { button, shiftKey, pointerType } = event
      const press = { button, shiftKey, pointerType }
      const isFinger = pointerType === 'touch'
      if (isFinger && fingers.down(event.pointerId, here) === 2) {
        abandon()
        gesture.current = { kind: 'pinch' }
      }
      if (gesture.current) return
      if (isFinger) gesture.current = { kind: 'finger', press, from: here }
      else start(press, here)
    },
    onPointerMove: onMove,
    onPointerUp: end,
    onPointerCancel(event: PointerEvent) {
      fingers.up(event.pointerId)
      abandon()
    },
    onPointerLeave() {
      for (const shown of [across.current, down.current, mark.current]) if (shown) shown.hidden = true
    },
    onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
  }

  const { shaping } = kind ?? {}
  return {
    listeners,
    instead,
    sketch,
    drawsNow,
    paintsNow: paints && drawsNow,
    isPanning: isPanning || isSpace,
    across,
    down,
    mark,
    place,
    paint: painting.layers,
    isDrawing: sketch != null,
    cancel,
    /** Enter: what is drawn is done. */
    finish: () => active && shaping?.pen && apply(active, shaping.pen.finish(stateOf(active, 0, false))),
    /** Backspace: the last step less. */
    back: () => active && shaping?.pen && apply(active, shaping.pen.back(stateOf(active, 0, false))),
  }
}

/** The changed region is the selected one. */
const changedAt = (before: Draft, index: number, after: Draft): Draft =>
  look(after, { selected: index, grip: selectedIn(before) === index ? (viewOf(before).grip ?? null) : null })
