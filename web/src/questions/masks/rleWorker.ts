import type { Size } from '../image/geometry'
import { decode, encode, type Cut } from './rle'

export type Wanted = { id: number; size: Size } & ({ counts: string } | { cut: Cut })
export interface Done {
  id: number
  counts?: string | null
  cut?: Cut
}

self.onmessage = ({ data }: MessageEvent<Wanted>) => {
  const done: Done =
    'counts' in data ? { id: data.id, cut: decode(data.counts, data.size) } : { id: data.id, counts: encode(data.cut, data.size) }
  self.postMessage(done, { transfer: done.cut ? [done.cut.bytes.buffer as ArrayBuffer] : [] })
}
