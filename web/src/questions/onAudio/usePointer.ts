// What the pointer does on a recording: seek on the ruler, draw on the waveform, move bars and their borders below it. What is being changed is
// kept here until it is let go; then the answer changes once.
import { useRef, useState, type PointerEvent, type RefObject } from 'react'
import { clamp } from '../image/geometry'
import { anchors, snapped } from '../segments/snap'
import {
  drawn,
  fitted,
  labelIn,
  look,
  pulled,
  retimed,
  roomAt,
  segmentsOf,
  select,
  shifted,
  SHORTEST,
  type End,
} from '../segments/model'
import { barAt, type Bar, type Instead, type SegmentsLayer } from './bars'
import { rowAt, zoneAt } from './heights'
import type { Player } from './player'
import type { useView } from './useView'

/** A press that moves less is a click, in pixels. */
const STILL = 3
/** How near a border is taken hold of, in pixels. */
const NEAR = { mouse: 7, pen: 10, touch: 18 } as const
/** How near a border that is dragged holds to another, in pixels. */
const HOLDS = 5

type Gesture =
  | { kind: 'seek' }
  | { kind: 'pan'; last: number }
  | { kind: 'draw'; x: number; from: number; moved: boolean }
  | { kind: 'pull'; x: number; bar: Bar; end: End; moved: boolean }
  | { kind: 'shift'; x: number; bar: Bar; moved: boolean }

export interface PointerOptions {
  track: RefObject<HTMLElement | null>
  viewport: ReturnType<typeof useView>
  player: Player
  duration: number
  layers: readonly SegmentsLayer[]
  bars: readonly Bar[]
  active: SegmentsLayer | undefined
  show(instead: Instead | null): void
  activate(index: number): void
}

export function usePointer(options: PointerOptions) {
  const { track, viewport, player, duration, layers, bars, active, show, activate } = options
  const gesture = useRef<Gesture | null>(null)
  const [doing, setDoing] = useState<Gesture['kind'] | null>(null)

  const near = (event: PointerEvent) =>
    NEAR[event.pointerType === 'touch' || event.pointerType === 'pen' ? event.pointerType : 'mouse']
  const place = (event: PointerEvent) => {
    const { left, top } = track.current!.getBoundingClientRect()
    const [x, y] = [event.clientX - left - track.current!.clientLeft, event.clientY - top - track.current!.clientTop]
    return { x, y, time: clamp(viewport.timeAt(x), 0, duration) }
  }
  const found = (event: PointerEvent) => {
    const { y, x } = place(event)
    return zoneAt(y) === 'lanes'
      ? barAt(bars, rowAt(y), viewport.timeAt(x), near(event) / viewport.latest.current.view.perSecond)
      : null
  }
  /** Where a border comes to rest: near another it holds to it, unless Shift is held. */
  const rests = (event: PointerEvent, layer: SegmentsLayer, own: Bar | null) => {
    const { time } = place(event)
    if (event.shiftKey) return time
    const others = segmentsOf(layer.draft).filter(segment => segment !== own?.segment)
    return snapped(time, anchors(others, duration, player.now()), HOLDS / viewport.latest.current.view.perSecond)
  }

  const begin = (event: PointerEvent): Gesture | null => {
    const { x, y, time } = place(event)
    if (event.button === 1) return { kind: 'pan', last: x }
    if (event.button !== 0) return null
    const zone = zoneAt(y)
    if (zone === 'ruler') {
      player.seek(time)
      return { kind: 'seek' }
    }
    if (zone === 'wave') {
      if (active?.change) return { kind: 'draw', x, from: rests(event, active, null), moved: false }
      // Its question becomes the one at hand; the next press draws.
      const first = layers.find(layer => layer.change)
      if (first) activate(first.index)
      player.seek(time)
      return { kind: 'seek' }
    }
    const hit = found(event)
    if (!hit) {
      if (active?.change) active.change(select(active.draft, undefined))
      player.seek(time)
      return { kind: 'seek' }
    }
    const { bar, part } = hit
    const { layer } = bar
    if (!layer.active) activate(layer.index)
    if (!layer.change) return null
    layer.change(select(layer.draft, bar.segment))
    if (!layer.active) return null
    return part === 'whole' ? { kind: 'shift', x, bar, moved: false } : { kind: 'pull', x, bar, end: part, moved: false }
  }

  /** The stretch that a gesture comes to here; null where it comes to nothing. */
  const stretch = (event: PointerEvent, now: Gesture): Instead | null => {
    if (now.kind === 'draw' && active) {
      const to = rests(event, active, null)
      const room = roomAt(active.question, segmentsOf(active.draft), { start: now.from, end: now.from }, duration)
      const [start, end] = [Math.min(now.from, to), Math.max(now.from, to)].map(time => clamp(time, room.start, room.end))
      if (end! - start! < SHORTEST) return null
      const label = labelIn(active.question, active.draft.view)
      return { index: active.index, segment: undefined, label, ...fitted({ start: start!, end: end! }, duration) }
    }
    if (now.kind !== 'pull' && now.kind !== 'shift') return null
    const { layer, segment } = now.bar
    if (!segment) return null
    const others = segmentsOf(layer.draft).filter(one => one !== segment)
    const room = roomAt(layer.question, others, segment, duration)
    const { perSecond } = viewport.latest.current.view
    const next =
      now.kind === 'pull'
        ? pulled(segment, now.end, clamp(rests(event, layer, now.bar), room.start, room.end), duration)
        : shifted(segment, (place(event).x - now.x) / perSecond, room)
    return { index: layer.index, segment, label: segment.label, ...fitted(next, duration) }
  }

  const cancel = () => {
    gesture.current = null
    setDoing(null)
    show(null)
  }

  const listeners = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (gesture.current) return
      event.preventDefault()
      track.current?.focus({ preventScroll: true })
      gesture.current = begin(event)
      setDoing(gesture.current?.kind ?? null)
      if (gesture.current) track.current?.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = gesture.current
      if (!now) {
        const hit = active?.change ? found(event) : null
        const isOnWave = active?.change && zoneAt(place(event).y) === 'wave'
        event.currentTarget.style.cursor = hit ? (hit.part === 'whole' ? 'grab' : 'ew-resize') : isOnWave ? 'crosshair' : ''
        return
      }
      const { x, time } = place(event)
      if (now.kind === 'seek') return player.seek(time)
      if (now.kind === 'pan') {
        viewport.panBy(now.last - x)
        now.last = x
        return
      }
      if (!now.moved && Math.abs(x - now.x) < STILL) return
      now.moved = true
      show(stretch(event, now))
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const now = gesture.current
      cancel()
      if (!now || now.kind === 'seek' || now.kind === 'pan') return
      if (!now.moved) {
        if (now.kind !== 'draw') return
        active?.change?.(look(active.draft, { selected: undefined }))
        return player.seek(place(event).time)
      }
      const next = stretch(event, now)
      if (!next) return
      if (now.kind === 'draw') active?.change?.(drawn(active.question, active.draft, next, duration))
      else if (next.segment) {
        const layer = current(now.bar.layer)
        const after = retimed(layer.question, layer.draft, next.segment, next, duration)
        if (after !== layer.draft) layer.change?.(after)
      }
    },
    onPointerCancel: cancel,
  }
  /** The layer as it is now: a press has selected what is dragged. */
  const current = (layer: SegmentsLayer) => layers.find(one => one.index === layer.index) ?? layer
  return { listeners, cancel, doing }
}
