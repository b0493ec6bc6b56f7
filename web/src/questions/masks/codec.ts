// Masks are read and written by a worker, in the order they are asked for; the page stays free.
import type { Size } from '../image/geometry'
import type { Cut } from './rle'
import type { Done, Wanted } from './rleWorker'

let worker: Worker | null = null
let last = 0
const waiting = new Map<number, (done: Done) => void>()

function ask(wanted: { size: Size; counts: string } | { size: Size; cut: Cut }, transfer: Transferable[]): Promise<Done> {
  if (!worker) {
    worker = new Worker(new URL('./rleWorker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Done>) => {
      waiting.get(data.id)?.(data)
      waiting.delete(data.id)
    }
  }
  const id = ++last
  return new Promise(tell => {
    waiting.set(id, tell)
    worker!.postMessage({ id, ...wanted } satisfies Wanted, transfer)
  })
}

export const readMask = async (counts: string, size: Size): Promise<Cut> => (await ask({ size, counts }, [])).cut!

/** The counts of some pixels of an image; null where none is inside. The pixels are handed over. */
export const writeMask = async (cut: Cut, size: Size): Promise<string | null> =>
  (await ask({ size, cut }, [cut.bytes.buffer as ArrayBuffer])).counts ?? null
