// What is drawn in the track of a recording: times, the waveform, the segments.
import { memo, useMemo, type CSSProperties, type RefObject } from 'react'
import { w } from '../../i18n'
import { cssColor } from '../choice/ChoiceEditor'
import { colorOf } from '../spans/model'
import { labelTitle, select } from '../segments/model'
import type { Bar } from './bars'
import { LANE, RULER, topOf, WAVE } from './heights'
import { clock, ticks, tickStep } from './times'
import { toTime, toX, type View } from './viewport'
import { waveform, type Peaks } from './wave'

/** Room for the words of a tick. */
const APART = 84
/** So near the right edge the words would be cut. */
const CUT = 36

export const Ruler = memo(function Ruler({
  view,
  width,
  duration,
  element,
}: {
  view: View
  width: number
  duration: number
  element: RefObject<HTMLDivElement | null>
}) {
  const step = tickStep(view.perSecond, APART)
  const shown = ticks(toTime(view, 0), Math.min(duration, toTime(view, width)), step)
  return (
    <div
      ref={element}
      className="ruler"
      style={{ height: RULER }}
      role="slider"
      tabIndex={-1}
      aria-label={w.audio.head}
      aria-valuemin={0}
      aria-valuemax={duration}
      aria-valuenow={0}
    >
      {shown.map(({ at, words }) => (
        <span key={at} style={{ left: toX(view, at) }}>
          {toX(view, at) < width - CUT ? words : ''}
        </span>
      ))}
    </div>
  )
})

export function Wave({
  peaks,
  view,
  width,
  bars,
}: {
  peaks: Peaks | null | undefined
  view: View
  width: number
  bars: readonly Bar[]
}) {
  const path = useMemo(() => (peaks ? waveform(peaks, view, width, WAVE) : ''), [peaks, view, width])
  return (
    <div className="wave" style={{ top: RULER, height: WAVE }} aria-hidden="true">
      <svg width={width} height={WAVE}>
        {path === '' ? <line x1={0} x2={width} y1={WAVE / 2} y2={WAVE / 2} /> : <path d={path} />}
      </svg>
      {inSight(bars, view, width).map(bar =>
        bar.place !== undefined ? null : (
          <i
            key={keyOfBar(bar)}
            className={bar.isSelected ? 'segwash on' : 'segwash'}
            style={{ ...color(bar), ...across(bar, view) }}
          />
        ),
      )}
    </div>
  )
}

export function Bars({ bars, view, width }: { bars: readonly Bar[]; view: View; width: number }) {
  return inSight(bars, view, width).map(bar => {
    const { layer, segment, number } = bar
    const title = labelTitle(layer.question, bar.label)
    const place = across(bar, view)
    const style = {
      ...color(bar),
      ...place,
      top: topOf(bar.row) + 3,
      height: LANE - 6,
      '--hidden': `${Math.max(0, -place.left)}px`,
    }
    return (
      <button
        key={keyOfBar(bar)}
        type="button"
        tabIndex={-1}
        className={['seg', bar.place !== undefined && 'draft', bar.isSelected && 'sel', layer.active && 'own']
          .filter(Boolean)
          .join(' ')}
        style={style as CSSProperties}
        aria-pressed={bar.isSelected}
        aria-label={
          bar.place === undefined
            ? w.audio.segmentAt(number ?? 0, title, clock(bar.start), clock(bar.end))
            : w.suggestion.onItem(title, `${clock(bar.start)} – ${clock(bar.end)}`)
        }
        onPointerDown={event => {
          if (bar.place !== undefined) event.stopPropagation()
        }}
        // A press of the pointer is the track's; this is a screen reader's.
        onClick={event => {
          if (bar.place !== undefined) layer.change?.({ ...layer.draft, pointed: bar.place })
          else if (event.detail === 0 && segment) layer.change?.(select(layer.draft, segment))
        }}
      >
        <span>
          {number !== null && <i>{number}</i>} {bar.place === undefined ? title : w.suggestion.maybe(title)}
        </span>
      </button>
    )
  })
}

const keyOfBar = (bar: Bar) => `${bar.layer.index}-${bar.number ?? (bar.place === undefined ? 'new' : `draft-${bar.place}`)}`

const color = (bar: Bar) => cssColor(colorOf(bar.layer.question, bar.label))

const across = (bar: Bar, view: View) => ({
  left: toX(view, bar.start),
  width: Math.max(2, (bar.end - bar.start) * view.perSecond),
})

const inSight = (bars: readonly Bar[], view: View, width: number) =>
  bars.filter(bar => toX(view, bar.end) >= -4 && toX(view, bar.start) <= width + 4)
