import { useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react'
import { w } from '../../i18n'
import { useActions } from '../../ui/actions'
import { asText } from '../../ui/excerpt'
import { pressed } from '../../ui/keys'
import type { Layer, SurfaceProps } from '../item/surface'
import { keyOf, labelIn, labelTitle, neighbour, pressLabel, select, segmentsOf, selectedIn, viewOf } from '../segments/model'
import { LabelBar } from '../onText/LabelBar'
import { barsOf, type Instead, type SegmentsLayer } from './bars'
import { heightOf } from './heights'
import { KeyLegend } from './KeyLegend'
import { Overview } from './Overview'
import { PlayerBar } from './PlayerBar'
import { clock } from './times'
import { Bars, Ruler, Wave } from './Track'
import { audioActions } from './useAudioKeys'
import { usePeaks } from './usePeaks'
import { usePlayer } from './usePlayer'
import { usePointer } from './usePointer'
import { useView } from './useView'
import { toX } from './viewport'
import './onAudio.css'

const isSegments = (layer: Layer): layer is SegmentsLayer => layer.question.kind === 'segments'

/** A recording with the segments of every question on it; those of the question at hand can be drawn and changed. */
export function AudioSurface(props: SurfaceProps) {
  const { field, value, medium } = props
  const title = field.title ?? field.name
  if (!medium) return <p className="read none">{asText(value) === '' ? w.task.noData : w.item.noMedium(asText(value))}</p>
  return <Recording {...props} title={title} medium={medium} layers={props.layers.filter(isSegments)} />
}

type RecordingProps = Omit<SurfaceProps, 'layers'> & {
  title: string
  medium: NonNullable<SurfaceProps['medium']>
  layers: readonly SegmentsLayer[]
}

/** How long a recording is taken to be before anybody knows. */
const UNKNOWN = 10

function Recording({ title, medium, layers, activate }: RecordingProps) {
  const track = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLElement>(null)
  const growing = useRef<HTMLElement>(null)
  const ruler = useRef<HTMLDivElement>(null)
  const time = useRef<HTMLSpanElement>(null)
  const [instead, show] = useState<Instead | null>(null)
  const active = layers.find(layer => layer.active && layer.change)
  const edited = layers.find(layer => layer.active) ?? layers[0]
  const selected = active && selectedIn(active.draft)
  const from = active && viewOf(active.draft.view).from

  const { player, state } = usePlayer(medium.url, selected)
  const { isPlaying } = state
  const duration = medium.duration ?? state.length ?? UNKNOWN
  const viewport = useView(track, duration)
  const { view, width } = viewport
  const peaks = usePeaks(medium, view.perSecond)
  const { bars, rows } = useMemo(() => barsOf(layers, instead), [layers, instead])
  const pointer = usePointer({ track, viewport, player, duration, layers, bars, active, show, activate })

  // What follows the head, without anything being drawn anew.
  useLayoutEffect(() => {
    player.follow(at => {
      if (isPlaying) viewport.reveal(at)
      const now = viewport.latest.current.view
      if (head.current) head.current.style.transform = `translateX(${toX(now, at)}px)`
      if (growing.current && from !== undefined) {
        growing.current.style.left = `${toX(now, Math.min(from, at))}px`
        growing.current.style.width = `${Math.abs(at - from) * now.perSecond}px`
      }
      if (time.current) time.current.textContent = w.audio.at(clock(at), clock(duration))
      ruler.current?.setAttribute('aria-valuenow', String(at))
      ruler.current?.setAttribute('aria-valuetext', clock(at))
    })
  })

  // The selected segment comes into sight. Gone to, not made, it is where listening goes on.
  const selectedKey = selected && keyOf(selected)
  const before = useRef({ key: selectedKey, answer: active?.draft.answer })
  useEffect(() => {
    const was = before.current
    before.current = { key: selectedKey, answer: active?.draft.answer }
    if (!selected || selectedKey === was.key) return
    const isGoneTo = was.answer === active?.draft.answer
    if (isGoneTo && !pointer.doing) viewport.reveal(selected.start)
    if (isGoneTo && !isPlaying) player.seek(selected.start)
  })

  // The recording has the keyboard when nothing else has, so that Tab goes from segment to segment.
  useEffect(() => {
    const element = track.current
    if (element?.closest('.work') && active && document.activeElement === document.body) element.focus({ preventScroll: true })
    // Only when it comes into sight.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  const hasKeys = layers.some(layer => layer.change)
  const isDragging = pointer.doing !== null && pointer.doing !== 'seek' && pointer.doing !== 'pan'
  const actions = audioActions({ duration, player, viewport, active, isDragging, cancel: pointer.cancel })
  useActions(hasKeys ? actions : [])

  const onKeyDown = (event: KeyboardEvent) => {
    const name = pressed(event.nativeEvent)
    const next = active && (name === 'tab' || name === 'shift+tab') ? neighbour(active.draft, name === 'tab' ? 1 : -1) : undefined
    if (active && next && event.target === track.current) {
      event.preventDefault()
      return active.change?.(select(active.draft, next))
    }
    // In a dialog the page's own keys are off; those of the recording work where it has the keyboard.
    if (!track.current?.closest('dialog') || event.target !== track.current) return
    const action = actions.findLast(a => a.key === name)
    const label = active?.keys.find(k => k.key === name)?.target
    if (!action && label === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (label !== undefined && active) active.change?.(pressLabel(active.question, active.draft, label))
    else action?.perform()
  }

  const count = layers.reduce((sum, layer) => sum + segmentsOf(layer.draft).length, 0)
  const scene = { height: heightOf(rows), '--whole': `${duration * view.perSecond}px`, '--zero': `${toX(view, 0)}px` }
  return (
    <div className="onaudio">
      {active && (
        <LabelBar
          labels={active.question.labels}
          keys={active.keys}
          armed={selected?.label ?? labelIn(active.question, active.draft.view)}
          press={label => active.change?.(pressLabel(active.question, active.draft, label))}
        />
      )}
      <PlayerBar
        player={player}
        isPlaying={isPlaying}
        viewport={viewport}
        time={time}
        canPlay={medium.url !== ''}
        hasKeys={hasKeys}
      />
      {state.failed && (
        <p className="banner wrong" role="alert">
          {w.audio.failed}
        </p>
      )}
      <div
        ref={track}
        className="timetrack"
        style={scene as CSSProperties}
        tabIndex={0}
        role="group"
        aria-label={w.audio.track(title, count)}
        onKeyDown={onKeyDown}
        {...pointer.listeners}
      >
        <div className="whole" aria-hidden="true" />
        <Ruler view={view} width={width} duration={duration} element={ruler} />
        <Wave peaks={peaks} view={view} width={width} bars={bars} />
        <Bars bars={bars} view={view} width={width} />
        {from !== undefined && <i ref={growing} className="growing" aria-hidden="true" />}
        <i ref={head} className="playhead" aria-hidden="true" />
      </div>
      <Overview peaks={peaks} duration={duration} viewport={viewport} bars={bars.filter(bar => bar.place === undefined)} />
      {peaks === null && medium.url !== '' && <p className="xs dim">{w.audio.noWaveform}</p>}
      {active && <KeyLegend isSelected={selected !== undefined} />}
      <p className="sr" role="status">
        {selected && edited
          ? w.audio.segmentAt(
              segmentsOf(edited.draft).indexOf(selected) + 1,
              labelTitle(edited.question, selected.label),
              clock(selected.start),
              clock(selected.end),
            )
          : from !== undefined
            ? w.audio.begunAt(clock(from))
            : ''}
      </p>
    </div>
  )
}
