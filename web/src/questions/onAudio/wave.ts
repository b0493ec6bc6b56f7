// The outline of a waveform in what is in sight. Pure.
import type { Waveform } from '../../api/types'
import { toTime, toX, type View } from './viewport'

export interface Peaks {
  /** Stretches a second. */
  readonly rate: number
  readonly length: number
  /** Smallest, largest, smallest, largest …, -128 to 127. */
  readonly data: readonly number[]
  /** What makes the loudest place fill the height; a quiet recording is drawn at most so much larger. */
  readonly gain: number
}

const LOUDEST_GAIN = 8
/** The share of the height that the loudest place fills. */
const FILLED = 0.9

export function peaksOf({ sample_rate, samples_per_pixel, length, data }: Waveform): Peaks {
  let loudest = 1
  for (const value of data) loudest = Math.max(loudest, Math.abs(value))
  return { rate: sample_rate / samples_per_pixel, length, data, gain: Math.min(LOUDEST_GAIN, 127 / loudest) }
}

/** How finely a recording is asked for: stretches a second that the server makes. */
export const finenessFor = (perSecond: number): number => (perSecond <= 10 ? 10 : perSecond <= 50 ? 50 : 200)

/** An SVG path: for every pixel the smallest and the largest sample in it; at least a line. */
export function waveform(peaks: Peaks, view: View, width: number, height: number): string {
  const { rate, length, data, gain } = peaks
  const first = Math.max(0, Math.floor(toX(view, 0)))
  const last = Math.min(width, Math.ceil(toX(view, length / rate)))
  if (last <= first) return ''
  const middle = height / 2
  const y = (value: number) => (middle - ((value * gain) / 128) * middle * FILLED).toFixed(1)
  const [top, bottom]: [string[], string[]] = [[], []]
  for (let x = first; x < last; x++) {
    const from = Math.min(length - 1, Math.max(0, Math.floor(toTime(view, x) * rate)))
    const to = Math.min(length, Math.max(from + 1, Math.ceil(toTime(view, x + 1) * rate)))
    let [low, high] = [127, -128]
    for (let i = from; i < to; i++) {
      low = Math.min(low, data[2 * i]!)
      high = Math.max(high, data[2 * i + 1]!)
    }
    top.push(`${x},${y(high)}`)
    bottom.push(`${x},${y(low)}`)
  }
  return `M${top.join('L')}L${bottom.reverse().join('L')}Z`
}
