// Pictures to be answered on, and hands that draw on them.
import { expect, type APIRequestContext, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { asOwner, post, url } from './people'

export interface Size {
  readonly width: number
  readonly height: number
}
export type Place = readonly [number, number]

export const size: Size = { width: 1200, height: 960 }

export const labels = [
  { name: 'ship', title: 'Ship' },
  { name: 'tug', title: 'Tug' },
]

/** A picture as an uncompressed bitmap: stripes, so that something is to be seen at every zoom. The content decides what a picture is: `mark` makes it one of its own. */
export function picture({ width, height }: Size, mark = 0): Buffer {
  const row = Math.ceil((width * 3) / 4) * 4
  const bitmap = Buffer.alloc(54 + row * height)
  bitmap.write('BM')
  bitmap.writeUInt32LE(bitmap.length, 2)
  bitmap.writeUInt32LE(54, 10)
  bitmap.writeUInt32LE(40, 14)
  bitmap.writeInt32LE(width, 18)
  bitmap.writeInt32LE(height, 22)
  bitmap.writeUInt16LE(1, 26)
  bitmap.writeUInt16LE(24, 28)
  bitmap.writeUInt32LE(row * height, 34)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      bitmap.fill((((x >> 5) + (y >> 5)) % 2) * 60 + 150, 54 + y * row + x * 3, 57 + y * row + x * 3)
  bitmap[54] = mark
  return bitmap
}

/** Rows as a project's tasks, once they are there. Their pictures are sent before. */
export async function filled(
  request: APIRequestContext,
  name: string,
  schema: { fields: readonly { name: string; kind: string }[]; questions: readonly object[] },
  rows: readonly Record<string, unknown>[],
  { overlap = 1, pictures = [] as readonly { name: string; buffer: Buffer }[] } = {},
) {
  const headers = { 'X-Assay': '1' }
  const { id } = await post<{ id: number }>(request, '/projects', { name, schema, overlap })
  for (const { name: file, buffer } of pictures) {
    const sent = await request.post(`/api/projects/${id}/media`, {
      headers,
      multipart: { file: { name: file, mimeType: 'image/bmp', buffer } },
    })
    if (!sent.ok()) throw new Error(await sent.text())
  }
  const sent = await request.post(`/api/projects/${id}/uploads?fileName=rows.jsonl`, {
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    data: Buffer.from(rows.map(row => JSON.stringify(row)).join('\n')),
  })
  if (!sent.ok()) throw new Error(await sent.text())
  const job = await post<{ id: number }>(request, `/projects/${id}/imports`, {
    uploadId: (await sent.json()).uploadId,
    mapping: Object.fromEntries(schema.fields.map(field => [field.name, field.name])),
  })
  const done = async () => (await request.get(`/api/projects/${id}/imports/${job.id}`)).json()
  await expect.poll(async () => (await done()).state).toBe('completed')
  if ((await done()).rejected > 0)
    throw new Error(await (await request.get(`/api/projects/${id}/imports/${job.id}/rejected`)).text())
  return id
}

/** A project with one question on a picture, and so many tasks that show it. */
export async function pictures(
  request: APIRequestContext,
  name: string,
  question: object | readonly object[],
  { tasks = 1, of = size, overlap = 1 } = {},
) {
  const names = Array.from({ length: tasks }, (_, i) => `photo ${i}.bmp`)
  return filled(
    request,
    name,
    { fields: [{ name: 'photo', kind: 'image' }], questions: [question].flat() },
    names.map(photo => ({ photo })),
    { overlap, pictures: names.map((file, i) => ({ name: file, buffer: picture(of, i) })) },
  )
}

/** The owner before the picture of a new project. */
export async function atWork(
  browser: Browser,
  name: string,
  question: object | readonly object[],
  {
    tasks = 1,
    of = size,
    prepare,
    ...options
  }: { tasks?: number; of?: Size; prepare?: (page: Page) => Promise<void> } & BrowserContextOptions = {},
) {
  const context = await browser.newContext({ baseURL: url(), ...options })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  await asOwner(context.request)
  const id = await pictures(context.request, name, question, { tasks, of })
  await prepare?.(page)
  await page.goto(`/projects/${id}/annotate`)
  await isShown(page, of)
  /** The last answer sent. */
  const answered = async (question: string, nth = 0) => {
    const mine = await (await context.request.get(`/api/projects/${id}/mine`)).json()
    return mine[nth]?.answers?.[question]
  }
  return { page, context, id, problems, answered }
}

export const isShown = (page: Page, of = size) => expect.poll(() => scene(page, of).then(s => s.zoom)).toBeLessThan(1)

export const scene = (page: Page, { width } = size) =>
  page.evaluate(wide => {
    const shown = document.querySelector('.scene > img')?.getBoundingClientRect()
    return shown && shown.width > 0 ? { x: shown.left, y: shown.top, zoom: shown.width / wide } : { x: 0, y: 0, zoom: 9 }
  }, width)

/** Where a pixel of the image is on the screen. */
export async function onScreen(page: Page, [x, y]: Place, of = size): Promise<[number, number]> {
  const at = await scene(page, of)
  return [at.x + x * at.zoom, at.y + y * at.zoom]
}

export async function drag(page: Page, from: Place, to: Place, of = size) {
  const [a, b] = [await onScreen(page, from, of), await onScreen(page, to, of)]
  await page.mouse.move(...a)
  await page.mouse.down()
  await page.mouse.move((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
  await page.mouse.move(...b)
  await page.mouse.up()
}

export const click = async (page: Page, at: Place) => page.mouse.click(...(await onScreen(page, at)))

/** By the wheel, over a place of the image. */
export async function zoomTo(page: Page, wanted: number, at: Place) {
  await expect(async () => {
    const { zoom } = await scene(page)
    const need = Math.log(wanted / zoom)
    if (Math.abs(need) > 1e-4) {
      await page.mouse.move(...(await onScreen(page, at)))
      await page.mouse.wheel(0, Math.max(-240, Math.min(240, -need / 0.002)))
    }
    expect(Math.abs(Math.log(wanted / (await scene(page)).zoom))).toBeLessThan(1e-3)
  }).toPass({ intervals: [20] })
}

export const boxes = { kind: 'boxes', name: 'boxes', title: 'Mark the ships.', labels }
export const masks = { kind: 'masks', name: 'masks', title: 'Paint the ships.', labels }

/** COCO's compressed counts, as its reference code reads them. */
export function runs(counts: string): number[] {
  const found: number[] = []
  for (let at = 0; at < counts.length;) {
    let [value, shift, code] = [0, 0, 0x20]
    while (code & 0x20) {
      code = counts.charCodeAt(at++) - 48
      value |= (code & 0x1f) << shift
      shift += 5
    }
    if (code & 0x10) value |= -1 << shift
    found.push(found.length > 2 ? value + found[found.length - 2]! : value)
  }
  return found
}
