import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SegmentAnswer, SegmentsQuestion } from '../../api/types'
import { keyOf } from '../segments/model'
import { barAt, barsOf, type SegmentsLayer } from './bars'
import { Player, type Sound } from './player'
import { speedStep } from './preferences'
import { clock, secondsFrom, ticks, tickStep } from './times'
import { around, fit, panBy, reveal, toTime, toX, within, zoomTo } from './viewport'
import { finenessFor, peaksOf, waveform } from './wave'

const [LENGTH, WIDTH] = [60, 1000]

describe('what is in sight', () => {
  test('is the whole recording at first, with room at its ends', () => {
    const view = fit(LENGTH, WIDTH)
    expect(toX(view, 0)).toBeCloseTo(12)
    expect(toX(view, LENGTH)).toBeCloseTo(WIDTH - 12)
  })
  test('keeps what is under the pointer there while it zooms', () => {
    let view = fit(LENGTH, WIDTH)
    const at = toTime(view, 613)
    for (const perSecond of [40, 300, 2000, 90]) {
      view = zoomTo(view, 613, perSecond, LENGTH, WIDTH)
      expect(view.perSecond).toBe(perSecond)
      expect(toTime(view, 613)).toBeCloseTo(at, 9)
    }
  })
  test('is never farther than the whole nor nearer than half a millisecond a pixel', () => {
    expect(zoomTo(fit(LENGTH, WIDTH), 0, 1, LENGTH, WIDTH)).toEqual(fit(LENGTH, WIDTH))
    expect(zoomTo(fit(LENGTH, WIDTH), 500, 1e6, LENGTH, WIDTH).perSecond).toBe(2000)
  })
  test('ends where the recording ends', () => {
    const view = panBy({ start: 0, perSecond: 100 }, 1e6, LENGTH, WIDTH)
    expect(toX(view, LENGTH)).toBeCloseTo(WIDTH - 12)
    expect(toX(panBy(view, -1e6, LENGTH, WIDTH), 0)).toBeCloseTo(12)
  })
  test('stays while the play head is in it, and follows when it has left', () => {
    const view = within({ start: 10, perSecond: 100 }, LENGTH, WIDTH)
    expect(reveal(view, 15, LENGTH, WIDTH)).toBe(view)
    expect(toX(reveal(view, 21, LENGTH, WIDTH), 21)).toBeCloseTo(100)
  })
  test('is a segment in the middle of what is around it', () => {
    const view = around({ start: 20, end: 22 }, LENGTH, WIDTH)
    expect([toX(view, 20), toX(view, 22)]).toEqual([expect.closeTo(150), expect.closeTo(850)])
  })
})

describe('times', () => {
  test('are written with minutes and hours as they come', () =>
    expect([0, 1.25, 62.3456, 3601.5].map(t => clock(t))).toEqual(['0.000', '1.250', '1:02.346', '1:00:01.500']))
  test('that round to a minute are one', () => expect(clock(59.9996)).toBe('1:00.000'))
  test('are read as they are written', () =>
    expect(['1.250', '1:02.346', '1:00:01.5', '62.3456', '7'].map(secondsFrom)).toEqual([1.25, 62.346, 3601.5, 62.346, 7]))
  test('that are none are told', () =>
    expect(['', 'x', '1:75', '-1', '1:2:3:4', '1..2'].map(secondsFrom)).toEqual([null, null, null, null, null, null]))
  test('have ticks that do not touch', () => {
    expect([tickStep(1000, 80), tickStep(16, 80), tickStep(0.3, 80)]).toEqual([0.1, 5, 300])
    expect(ticks(0.35, 0.72, 0.1).map(t => t.words)).toEqual(['0.4', '0.5', '0.6', '0.7'])
    expect(ticks(-1, 10, 5).map(t => t.words)).toEqual(['0:00', '0:05', '0:10'])
  })
})

describe('the waveform', () => {
  const peaks = peaksOf({ sample_rate: 100, samples_per_pixel: 10, length: 4, data: [-1, 1, -64, 127, -127, 20, 0, 0] })
  test('is drawn from the smallest and the largest of what falls on a pixel', () => {
    // Two stretches on each pixel.
    const path = waveform(peaks, { start: 0, perSecond: 5 }, 2, 100)
    expect(path).toBe('M0,5.4L1,43.0L1,94.6L0,72.5Z')
  })
  test('of nothing in sight is nothing', () => expect(waveform(peaks, { start: 2, perSecond: 5 }, 100, 50)).toBe(''))
  test('of a quiet recording is drawn larger, up to eight times', () =>
    expect(peaksOf({ sample_rate: 1, samples_per_pixel: 1, length: 1, data: [-2, 3] }).gain).toBe(8))
  test('is asked for as finely as it is looked at', () => expect([0.3, 40, 51].map(finenessFor)).toEqual([10, 50, 200]))
})

const question: SegmentsQuestion = { kind: 'segments', name: 'q', title: 'Q', labels: [{ name: 'a' }] }
const layer = (index: number, answer: SegmentAnswer[], selected?: SegmentAnswer): SegmentsLayer => ({
  question,
  index,
  draft: { answer, view: { selected: selected && keyOf(selected) } },
  keys: [],
  suggested: [],
  active: index === 0,
})

describe('bars', () => {
  const [long, short, last] = [
    { label: 'a', start: 0, end: 10 },
    { label: 'a', start: 2, end: 3 },
    { label: 'a', start: 10, end: 10.06 },
  ]
  test('stand in rows of their question', () => {
    const { bars, rows } = barsOf([layer(0, [long, short, last]), layer(1, [long])], null)
    expect(bars.map(bar => bar.row)).toEqual([0, 1, 0, 2])
    expect(rows).toBe(3)
  })
  test('show what is being changed in place of what it was, and what is being drawn', () => {
    const { bars } = barsOf([layer(0, [long])], { index: 0, segment: long, label: 'a', start: 4, end: 5 })
    expect(bars).toMatchObject([{ start: 4, end: 5, number: 1 }])
    expect(barsOf([layer(0, [long])], { index: 0, segment: undefined, label: 'a', start: 4, end: 5 }).bars).toMatchObject([
      { row: 0 },
      { start: 4, row: 1, number: null },
    ])
  })
  const { bars } = barsOf([layer(0, [long, short, last], long)], null)
  const part = (row: number, time: number) => barAt(bars, row, time, 0.1)?.part
  test('are taken hold of at a border within reach, else as a whole', () =>
    expect([part(1, 1.95), part(1, 2.5), part(1, 3.05), part(1, 3.2), part(2, 2.5)]).toEqual([
      'start',
      'whole',
      'end',
      undefined,
      undefined,
    ]))
  test('that are short keep a middle', () => {
    expect(barAt(barsOf([layer(0, [last])], null).bars, 0, 10.03, 0.1)?.part).toBe('whole')
    expect(barAt(barsOf([layer(0, [last])], null).bars, 0, 10.01, 0.1)?.part).toBe('start')
  })
  test('that meet: the selected one’s border goes first', () => {
    expect(barAt(bars, 0, 10, 0.1)).toMatchObject({ bar: { segment: long }, part: 'end' })
    const other = barsOf([layer(0, [long, last], last)], null).bars
    expect(barAt(other, 0, 10, 0.1)).toMatchObject({ bar: { segment: last }, part: 'start' })
  })
})

/** A sound that goes where it is told, as fast as the test says. */
class FakeSound extends EventTarget {
  currentTime = 0
  duration = 10
  paused = true
  readyState = 4
  playbackRate = 1
  play() {
    this.paused = false
    this.dispatchEvent(new Event('play'))
    return Promise.resolve()
  }
  pause() {
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }
  at(time: number) {
    this.currentTime = time
    this.dispatchEvent(new Event('timeupdate'))
  }
}

describe('the player', () => {
  let sound: FakeSound
  let player: Player
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', () => 0)
    vi.stubGlobal('cancelAnimationFrame', () => undefined)
    sound = new FakeSound()
    player = new Player(sound as unknown as Sound)
  })
  afterEach(() => vi.unstubAllGlobals())
  const selected = { start: 2, end: 3 }

  test('loops the selected segment, and begins in it', () => {
    player.want({ speed: 1, loops: true, selected })
    player.toggle()
    expect(sound.currentTime).toBe(2)
    sound.at(2.5)
    expect(sound.currentTime).toBe(2.5)
    sound.at(3.01)
    expect(sound.currentTime).toBe(2)
  })
  test('goes on past it when it does not loop', () => {
    player.want({ speed: 1, loops: false, selected })
    player.toggle()
    sound.at(3.01)
    expect(sound.currentTime).toBe(3.01)
  })
  test('plays a segment once and stops at its end', () => {
    player.playOnce(selected)
    expect([sound.currentTime, sound.paused]).toEqual([2, false])
    sound.at(3.02)
    expect([sound.currentTime, sound.paused]).toEqual([3, true])
  })
  test('keeps the speed that is set', () => {
    player.want({ speed: 1.5, loops: false, selected: undefined })
    sound.playbackRate = 1
    sound.dispatchEvent(new Event('loadedmetadata'))
    expect(sound.playbackRate).toBe(1.5)
    expect(player.snapshot().length).toBe(10)
  })
  test('without a sound has a head to be moved', () => {
    const silent = new Player(null)
    const heard: number[] = []
    silent.follow(at => heard.push(at))
    silent.seek(4)
    silent.toggle()
    expect([silent.now(), heard]).toEqual([4, [0, 4]])
  })
  test('says that a recording does not play', async () => {
    sound.play = () => Promise.reject(new DOMException('no', 'NotSupportedError'))
    player.toggle()
    await vi.waitFor(() => expect(player.snapshot().failed).toBe(true))
  })
})

test('the speed goes by steps and stops at the last', () =>
  expect([speedStep(1, 1), speedStep(1, -1), speedStep(3, 1)]).toEqual([1.25, 0.75, 3]))
