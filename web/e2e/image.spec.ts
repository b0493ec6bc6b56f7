import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import { asOwner, post, seat, url } from './people'

const size = { width: 1200, height: 960 }

/** A picture as an uncompressed bitmap: stripes, so that something is to be seen at every zoom. */
function picture(): Buffer {
  const row = Math.ceil((size.width * 3) / 4) * 4
  const bitmap = Buffer.alloc(54 + row * size.height)
  bitmap.write('BM')
  bitmap.writeUInt32LE(bitmap.length, 2)
  bitmap.writeUInt32LE(54, 10)
  bitmap.writeUInt32LE(40, 14)
  bitmap.writeInt32LE(size.width, 18)
  bitmap.writeInt32LE(size.height, 22)
  bitmap.writeUInt16LE(1, 26)
  bitmap.writeUInt16LE(24, 28)
  bitmap.writeUInt32LE(row * size.height, 34)
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++)
      bitmap.fill((((x >> 5) + (y >> 5)) % 2) * 60 + 150, 54 + y * row + x * 3, 57 + y * row + x * 3)
  return bitmap
}

const labels = [
  { name: 'ship', title: 'Ship' },
  { name: 'tug', title: 'Tug' },
]

/** A project with one question on a picture, and so many tasks that show it. */
async function pictures(request: APIRequestContext, name: string, question: object, tasks = 1) {
  const headers = { 'X-Assay': '1' }
  const { id } = await post<{ id: number }>(request, '/projects', {
    name,
    schema: { fields: [{ name: 'photo', kind: 'image' }], questions: [question] },
    overlap: 1,
  })
  const names = Array.from({ length: tasks }, (_, i) => `photo ${i}.bmp`)
  for (const [i, file] of names.entries()) {
    // The content decides what a picture is; each is one of its own.
    const buffer = picture()
    buffer[54] = i
    const sent = await request.post(`/api/projects/${id}/media`, {
      headers,
      multipart: { file: { name: file, mimeType: 'image/bmp', buffer } },
    })
    if (!sent.ok()) throw new Error(await sent.text())
  }
  const sent = await request.post(`/api/projects/${id}/uploads?fileName=rows.jsonl`, {
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    data: Buffer.from(names.map(photo => JSON.stringify({ photo })).join('\n')),
  })
  if (!sent.ok()) throw new Error(await sent.text())
  const job = await post<{ id: number }>(request, `/projects/${id}/imports`, {
    uploadId: (await sent.json()).uploadId,
    mapping: { photo: 'photo' },
  })
  await expect(async () => {
    const { state } = await (await request.get(`/api/projects/${id}/imports/${job.id}`)).json()
    expect(state).toBe('completed')
  }).toPass()
  return id
}

async function atWork(browser: Browser, name: string, question: object, { ratio = 1, tasks = 1 } = {}) {
  const context = await browser.newContext({ baseURL: url(), deviceScaleFactor: ratio })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  await asOwner(context.request)
  const id = await pictures(context.request, name, question, tasks)
  await page.goto(`/projects/${id}/annotate`)
  await expect.poll(() => scene(page).then(s => s.zoom)).toBeLessThan(1)
  /** The last answer sent. */
  const answered = async (question: string, nth = 0) => {
    const mine = await (await context.request.get(`/api/projects/${id}/mine`)).json()
    return mine[nth]?.answers?.[question]
  }
  return { page, problems, answered }
}

const scene = (page: Page) =>
  page.evaluate(width => {
    const shown = document.querySelector('.scene > img')?.getBoundingClientRect()
    return shown && shown.width > 0 ? { x: shown.left, y: shown.top, zoom: shown.width / width } : { x: 0, y: 0, zoom: 9 }
  }, size.width)

/** Where a pixel of the image is on the screen. */
async function onScreen(page: Page, [x, y]: [number, number]): Promise<[number, number]> {
  const at = await scene(page)
  return [at.x + x * at.zoom, at.y + y * at.zoom]
}

async function drag(page: Page, from: [number, number], to: [number, number]) {
  const [a, b] = [await onScreen(page, from), await onScreen(page, to)]
  await page.mouse.move(...a)
  await page.mouse.down()
  await page.mouse.move((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
  await page.mouse.move(...b)
  await page.mouse.up()
}

const click = async (page: Page, at: [number, number]) => page.mouse.click(...(await onScreen(page, at)))

/** By the wheel, over a place of the image. */
async function zoomTo(page: Page, wanted: number, at: [number, number]) {
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

const boxes = { kind: 'boxes', name: 'boxes', title: 'Mark the ships.', labels }

for (const ratio of [1, 2])
  test(`boxes are kept to the pixel at any zoom, with ${ratio} pixels of the screen to one of the page`, async ({ browser }) => {
    const { page, problems, answered } = await atWork(browser, `Boxes ${ratio}`, boxes, { ratio })
    await zoomTo(page, 0.3, [600, 480])
    await drag(page, [100, 100], [900, 700])
    await page.keyboard.press('Escape')
    await zoomTo(page, 1, [360, 370])
    // Inside the first: a press draws wherever it is.
    await drag(page, [300, 310], [421, 433])
    // The label of this one and of the next.
    await page.keyboard.press('2')
    await zoomTo(page, 4, [540, 530])
    await drag(page, [500, 510], [577, 561])
    // By its corner, then by keys.
    await drag(page, [577, 561], [590, 570])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(() => answered('boxes').then(all => all?.length)).toBe(3)
    expect(await answered('boxes')).toEqual(
      expect.arrayContaining([
        { label: 'ship', x: 100, y: 100, width: 800, height: 600 },
        { label: 'tug', x: 300, y: 310, width: 121, height: 123 },
        { label: 'tug', x: 501, y: 520, width: 90, height: 60 },
      ]),
    )
    expect(problems).toEqual([])
  })

test('changes are taken back and done again, and a reload keeps what is drawn', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Undo of boxes', boxes)
  const rows = page.locator('.rows .row')
  await drag(page, [100, 100], [300, 300])
  await drag(page, [400, 400], [600, 500])
  await page.keyboard.press('Delete')
  await expect(rows).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+Shift+z')
  await expect(rows).toHaveCount(2)
  await page.reload()
  await expect(rows).toHaveCount(2)
  await page.keyboard.press('Enter')
  await expect.poll(() => answered('boxes').then(all => all?.length)).toBe(2)
  expect(problems).toEqual([])
})

test('regions that overlap are reached by further clicks, hidden, locked and copied to the next task', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Regions of two tasks', boxes, { tasks: 2 })
  await drag(page, [100, 100], [700, 700])
  await page.keyboard.press('Escape')
  await drag(page, [200, 200], [400, 400])
  await page.keyboard.press('Escape')
  const selected = page.locator('.rows .row.sel')
  await click(page, [300, 300])
  await expect(selected).toContainText('200×200')
  await click(page, [300, 300])
  await expect(selected).toContainText('600×600')
  await page.keyboard.press('l')
  await page.keyboard.press('Delete')
  await expect(page.locator('.rows .row')).toHaveCount(2)
  await page.keyboard.press('h')
  await expect(page.locator('.scene .region')).toHaveCount(0)
  await page.keyboard.press('h')
  await page.keyboard.press('Escape')
  await page.keyboard.press('c')
  await page.keyboard.press('Enter')
  await expect(page.locator('.rows .row')).toHaveCount(0)
  await page.keyboard.press('Shift+v')
  await expect(page.locator('.rows .row')).toHaveCount(2)
  await page.keyboard.press('Enter')
  await expect.poll(() => answered('boxes', 1).then(all => all?.length)).toBe(2)
  expect(await answered('boxes', 0)).toEqual(await answered('boxes', 1))
  expect(problems).toEqual([])
})

test('nothing on an image is an answer that has to be given', async ({ browser }) => {
  const { page, answered } = await atWork(browser, 'Nothing there', boxes)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
  await page.locator('.nothinghere input').check()
  await page.locator('.acts .btn.main').click()
  await expect.poll(() => answered('boxes')).toEqual([])
})

test('an outline is drawn corner by corner, with a hole, and changed at its corners', async ({ browser }) => {
  const question = { kind: 'polygons', name: 'outlines', title: 'Outline the ships.', labels }
  const { page, problems, answered } = await atWork(browser, 'Outlines', question)
  await zoomTo(page, 1, [600, 480])
  for (const at of [[400, 300], [700, 300], [700, 600], [400, 600]] as const) await click(page, [...at]) // prettier-ignore
  await click(page, [402, 301])
  await expect(page.locator('.rows .row')).toHaveCount(1)
  await page.keyboard.press('o')
  for (const at of [[500, 400], [600, 400], [550, 500]] as const) await click(page, [...at]) // prettier-ignore
  await page.keyboard.press('Enter')
  await page.keyboard.press('v')
  await drag(page, [700, 300], [720, 280])
  // The middle of the left side becomes a corner.
  await drag(page, [400, 450], [380, 450])
  await page.keyboard.press('Enter')
  await expect.poll(() => answered('outlines').then(all => all?.length)).toBe(1)
  const [{ parts }] = await answered('outlines')
  expect(parts).toHaveLength(1)
  expect(new Set(parts[0].outer.map(String))).toEqual(new Set(['400,300', '720,280', '700,600', '400,600', '380,450']))
  expect(new Set(parts[0].holes[0].map(String))).toEqual(new Set(['500,400', '600,400', '550,500']))
  expect(problems).toEqual([])
})

test('points are set in order, seen or hidden', async ({ browser }) => {
  const question = {
    kind: 'keypoints',
    name: 'pose',
    title: 'Where are the joints?',
    labels: [{ name: 'person' }],
    points: [{ name: 'head' }, { name: 'hip' }, { name: 'foot' }],
    edges: [['head', 'hip'], ['hip', 'foot']], // prettier-ignore
  }
  const { page, problems, answered } = await atWork(browser, 'Keypoints', question)
  await zoomTo(page, 1, [600, 480])
  await click(page, [500, 300])
  await page.keyboard.down('Shift')
  await click(page, [510, 400])
  await page.keyboard.up('Shift')
  await click(page, [520, 500])
  await click(page, [700, 310])
  await page.keyboard.press('Enter')
  await expect.poll(() => answered('pose').then(all => all?.length)).toBe(2)
  expect(await answered('pose')).toEqual(
    expect.arrayContaining([
      { label: 'person', points: { head: [500, 300, 2], hip: [510, 400, 1], foot: [520, 500, 2] } },
      { label: 'person', points: { head: [700, 310, 2] } },
    ]),
  )
  expect(problems).toEqual([])
})

test('a brush of one pixel paints the pixel under it; a stroke is taken back as one', async ({ browser }) => {
  const question = { kind: 'masks', name: 'masks', title: 'Paint the ships.', labels }
  const { page, problems, answered } = await atWork(browser, 'Masks', question)
  for (let i = 0; i < 14; i++) await page.keyboard.press('[')
  await zoomTo(page, 4, [600, 600])
  await drag(page, [600.5, 600.5], [602.5, 600.5])
  await expect(page.locator('.rows .row')).toContainText('3 pixels')
  await drag(page, [600.5, 602.5], [610.5, 602.5])
  await expect(page.locator('.rows .row')).toContainText('14 pixels')
  await page.keyboard.press('Control+z')
  await expect(page.locator('.rows .row')).toContainText('3 pixels')
  await page.keyboard.press('e')
  await click(page, [601.5, 600.5])
  await expect(page.locator('.rows .row')).toContainText('2 pixels')
  await page.keyboard.press('Enter')
  await expect.poll(() => answered('masks').then(all => all?.length)).toBe(1)
  const [mask] = await answered('masks')
  expect(mask).toMatchObject({ label: 'ship', size: [size.height, size.width] })
  // Column 600, row 600; then column 602, row 600.
  expect(runs(mask.counts).slice(0, 4)).toEqual([600 * 960 + 600, 1, 2 * 960 - 1, 1])
  expect(problems).toEqual([])
})

/** COCO's compressed counts, as its reference code reads them. */
function runs(counts: string): number[] {
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

test('regions are reached by Tab and named for those who do not see them', async ({ browser }) => {
  const { page } = await seat(browser)
  await asOwner(page.request)
  const id = await pictures(page.request, 'Names of regions', boxes)
  await page.goto(`/projects/${id}/annotate`)
  await expect.poll(() => scene(page).then(s => s.zoom)).toBeLessThan(1)
  await drag(page, [100, 100], [300, 300])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(page.locator('.rows .row.sel')).toHaveCount(1)
  await expect(page.getByRole('button', { name: '1: Ship, x 100–300, y 100–300' })).toBeVisible()
  await expect(page.getByRole('img', { name: '1: Ship, x 100–300, y 100–300' })).toBeAttached()
})
