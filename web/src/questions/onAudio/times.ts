// Times of a recording in words: "1.250", "1:02.345", "1:00:02.345".
const MS = 1000

/** As it is kept: milliseconds. */
export const kept = (seconds: number) => Math.round(seconds * MS) / MS

const two = (n: number) => String(n).padStart(2, '0')

/** With minutes from the first on, with as many decimals as are asked for. */
export function clock(seconds: number, decimals = 3): string {
  const scale = 10 ** decimals
  const all = Math.round(Math.max(0, seconds) * scale)
  const [whole, rest] = [Math.floor(all / scale), all % scale]
  const fraction = decimals === 0 ? '' : `.${String(rest).padStart(decimals, '0')}`
  const [hours, minutes, left] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (hours > 0) return `${hours}:${two(minutes)}:${two(left)}${fraction}`
  return minutes > 0 || decimals === 0 ? `${minutes}:${two(left)}${fraction}` : `${left}${fraction}`
}

/** Seconds of "62.345" or "1:02.345"; null where it is no time. */
export function secondsFrom(text: string): number | null {
  const parts = text.trim().replace(',', '.').split(':')
  if (parts.length > 3 || !parts.every((part, i) => (i === parts.length - 1 ? /^\d+(\.\d*)?$/ : /^\d+$/).test(part))) return null
  if (parts.slice(1).some(part => Number(part) >= 60)) return null
  return kept(parts.reduce((sum, part) => sum * 60 + Number(part), 0))
}

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]

/** The least seconds between ticks that stand so many pixels apart. */
export const tickStep = (perSecond: number, apart: number) => STEPS.find(step => step * perSecond >= apart) ?? STEPS.at(-1)!

export interface Tick {
  readonly at: number
  readonly words: string
}

/** The ticks between two times. */
export function ticks(from: number, to: number, step: number): Tick[] {
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step) - 1e-9)
  const first = Math.max(0, Math.ceil(from / step - 1e-9))
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const at = (first + i) * step
    return { at, words: clock(at, decimals) }
  })
}
