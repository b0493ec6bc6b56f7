// What lies above what in the track of a recording, in CSS pixels.
export const RULER = 22
export const WAVE = 132
export const LANE = 28

const LANES_AT = RULER + WAVE

export type Zone = 'ruler' | 'wave' | 'lanes'

export const zoneAt = (y: number): Zone => (y < RULER ? 'ruler' : y < LANES_AT ? 'wave' : 'lanes')
export const rowAt = (y: number) => Math.floor((y - LANES_AT) / LANE)
/** The top of a row. */
export const topOf = (row: number) => LANES_AT + row * LANE
export const heightOf = (rows: number) => topOf(rows)
