import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import { faults } from './faults'
import { asOwner, invite, join, post, url } from './people'

const SECONDS = 8
const RATE = 8000

/** A recording as an uncompressed WAV: silence with bursts of a tone at these times. */
function recording(bursts: readonly [from: number, to: number][]): Buffer {
  const wav = Buffer.alloc(44 + 2 * SECONDS * RATE)
  wav.write('RIFF')
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(2 * RATE, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(wav.length - 44, 40)
  for (const [from, to] of bursts)
    for (let i = from * RATE; i < to * RATE; i++)
      wav.writeInt16LE(Math.round(20_000 * Math.sin((i / RATE) * 2 * Math.PI * 440)), 44 + 2 * i)
  return wav
}

const labels = [
  { name: 'speech', title: 'Speech' },
  { name: 'noise', title: 'Noise' },
]
const sounds = { kind: 'segments', name: 'sounds', title: 'What is heard?', labels }
const headers = { 'X-Assay': '1' }

/** A project with one recording and a question on it. */
async function listening(
  request: APIRequestContext,
  name: string,
  { question = sounds as object, overlap = 1, buffer = recording([[1, 2], [5, 6.5]]) } = {}, // prettier-ignore
) {
  const { id } = await post<{ id: number }>(request, '/projects', {
    name,
    schema: { fields: [{ name: 'audio', kind: 'audio' }], questions: [question] },
    overlap,
  })
  const sent = await request.post(`/api/projects/${id}/media`, {
    headers,
    multipart: { file: { name: 'bursts.wav', mimeType: 'application/octet-stream', buffer } },
  })
  if (!sent.ok()) throw new Error(await sent.text())
  const rows = await request.post(`/api/projects/${id}/uploads?fileName=rows.jsonl`, {
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    data: Buffer.from(JSON.stringify({ audio: 'bursts.wav' })),
  })
  if (!rows.ok()) throw new Error(await rows.text())
  const job = await post<{ id: number }>(request, `/projects/${id}/imports`, {
    uploadId: (await rows.json()).uploadId,
    mapping: { audio: 'audio' },
  })
  await expect(async () => {
    const { state } = await (await request.get(`/api/projects/${id}/imports/${job.id}`)).json()
    expect(state).toBe('completed')
  }).toPass()
  return id
}

async function atWork(browser: Browser, name: string, shown: Parameters<typeof listening>[2] = {}) {
  const context = await browser.newContext({ baseURL: url() })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  await asOwner(context.request)
  const id = await listening(context.request, name, shown)
  await page.goto(`/projects/${id}/annotate`)
  // Without a waveform there is a line, which has no height to be seen by.
  await expect(page.locator(shown.buffer ? '.wave line' : '.wave path')).toBeAttached()
  /** The last answer sent. */
  const answered = async () => (await (await context.request.get(`/api/projects/${id}/mine`)).json())[0]?.answers?.sounds
  return { page, id, context, problems, answered }
}

/** Where the recording lies on the screen: its beginning, and pixels a second. */
const scene = (page: Page) =>
  page.evaluate(seconds => {
    const { left, width } = document.querySelector('.timetrack .whole')!.getBoundingClientRect()
    return { left, perSecond: width / seconds }
  }, SECONDS)
const top = (page: Page, part: string) =>
  page
    .locator(`.timetrack ${part}`)
    .first()
    .evaluate(e => e.getBoundingClientRect().top)

/** The time of a pixel of the screen, as it is kept. */
const timeOf = ({ left, perSecond }: { left: number; perSecond: number }, x: number) =>
  Math.round(((x - left) / perSecond) * 1000) / 1000

async function drag(page: Page, [fromX, y]: [number, number], toX: number, modifier?: 'Shift') {
  await page.mouse.move(fromX, y)
  if (modifier) await page.keyboard.down(modifier)
  await page.mouse.down()
  await page.mouse.move((fromX + toX) / 2, y + 3)
  await page.mouse.move(toX, y + 2)
  await page.mouse.up()
  if (modifier) await page.keyboard.up(modifier)
}

/** From pixel to pixel on the waveform, whole ones next to these times. */
async function draw(page: Page, from: number, to: number) {
  const at = await scene(page)
  const [a, b] = [from, to].map(time => Math.round(at.left + time * at.perSecond))
  await drag(page, [a!, (await top(page, '.wave')) + 60], b!)
  return { start: timeOf(at, a!), end: timeOf(at, b!) }
}

const rows = (page: Page) => page.locator('.side .rows .row')
const bar = (page: Page, name: string) => page.locator('.timetrack .seg').filter({ hasText: name })

test('segments are kept to the pixel at any zoom, and drawn inside each other', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Sounds to the pixel')
  const outer = await draw(page, 0.7, 6.9)
  await expect(rows(page)).toHaveCount(1)
  // Inside the first: a press on the waveform always draws.
  await page.keyboard.press('Escape')
  await page.keyboard.press('2')
  const at = await scene(page)
  await page.mouse.move(at.left + 1.5 * at.perSecond, (await top(page, '.wave')) + 60)
  await page.mouse.wheel(0, -240)
  await page.mouse.wheel(0, -240)
  await page.mouse.wheel(0, -240)
  await expect.poll(() => scene(page).then(s => s.perSecond / at.perSecond)).toBeGreaterThan(4)
  const zoomed = await scene(page)
  // What is under the pointer stays there.
  expect(Math.abs(zoomed.left + 1.5 * zoomed.perSecond - (at.left + 1.5 * at.perSecond))).toBeLessThan(1)
  const inner = await draw(page, 1.313, 1.871)
  await expect(rows(page)).toHaveCount(2)
  // Both have a lane of their own.
  expect(await top(page, '.seg.sel')).toBeGreaterThan(await bar(page, 'Speech').evaluate(e => e.getBoundingClientRect().top))
  await page.keyboard.press('Enter')
  await expect.poll(() => answered().then(all => all?.length)).toBe(2)
  expect(await answered()).toEqual([
    { label: 'speech', ...outer },
    { label: 'noise', ...inner },
  ])
  expect(problems).toEqual([])
})

test('bars are moved, borders dragged; what is near holds to a border, and with Shift does not', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Sounds that are moved')
  const first = await draw(page, 1, 2)
  const second = await draw(page, 4, 5)
  const at = await scene(page)
  const x = (time: number) => Math.round(at.left + time * at.perSecond)
  const lane = (await top(page, '.seg')) + 10
  // The whole, by its middle.
  await drag(page, [x(4.5), lane], x(4.5) + 100)
  const startOf = async () => Number((await rows(page).nth(1).locator('.mono').last().textContent())!.split('–')[0])
  await expect.poll(startOf).toBeCloseTo(second.start + 100 / at.perSecond, 3)
  const start = await startOf()
  // The beginning of the second comes near the end of the first, and rests on it.
  await drag(page, [x(start), lane], x(first.end) + 3)
  await expect(rows(page).nth(1)).toContainText(first.end.toFixed(3))
  // The beginning of the first comes near that of the recording, and with Shift stays exactly where it is let go.
  await drag(page, [x(first.start), lane], x(0) + 3, 'Shift')
  await page.keyboard.press('Enter')
  await expect.poll(() => answered().then(all => all?.length)).toBe(2)
  const [a, b] = await answered()
  expect(a.end).toBe(first.end)
  expect(a.start).toBe(timeOf(at, x(0) + 3))
  expect(b.start).toBe(first.end)
  expect(problems).toEqual([])
})

test('the keyboard alone plays, marks, nudges, relabels and removes', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Sounds by keys')
  const now = page.locator('.headtime')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(now).toHaveText('1.000 / 8.000')
  await page.keyboard.press('i')
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('o')
  await expect(rows(page)).toContainText('1.000–1.400')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Control+ArrowRight')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect(rows(page)).toContainText('0.910–1.510')
  await page.keyboard.press('2')
  await expect(rows(page)).toContainText('Noise')
  // Another, which is removed again.
  await page.keyboard.press('End')
  await page.keyboard.press('i')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('o')
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('Delete')
  await expect(rows(page)).toHaveCount(1)
  // Tab selects, and the head goes to where it begins; there the end is set.
  await page.keyboard.press('Tab')
  await expect(now).toContainText('0.910')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press(']')
  await expect(rows(page)).toContainText('0.910–1.910')
  await page.keyboard.press('Enter')
  await expect.poll(answered).toEqual([{ label: 'noise', start: 0.91, end: 1.91 }])
  expect(problems).toEqual([])
})

test('it plays, loops the selected segment at the speed that is set, and Space stops it', async ({ browser }) => {
  const { page, problems } = await atWork(browser, 'Sounds that loop')
  await draw(page, 2, 2.5)
  const now = async () => Number((await page.locator('.headtime').textContent())!.split(' / ')[0])
  const play = page.locator('.playbtn')
  await page.keyboard.press('l')
  await page.keyboard.press('>')
  await expect(page.locator('.speed select')).toHaveValue('1.25')
  await page.keyboard.press('Space')
  await expect(play).toHaveAccessibleName('Pause')
  const heard = new Set<string>()
  await expect(async () => {
    const at = await now()
    expect(at).toBeGreaterThan(1.9)
    expect(at).toBeLessThan(2.7)
    heard.add(at.toFixed(2))
    expect(heard.size).toBeGreaterThan(12)
  }).toPass({ intervals: [60] })
  await page.keyboard.press('Space')
  await expect(play).toHaveAccessibleName('Play')
  // On the ruler a press goes there, and what is selected stays so.
  const at = await scene(page)
  await page.mouse.click(at.left + 5 * at.perSecond, (await top(page, '.ruler')) + 8)
  await expect.poll(now).toBeCloseTo(5, 1)
  await expect(page.locator('.seg.sel')).toHaveCount(1)
  // On the waveform too, and it lets go.
  await page.mouse.click(at.left + 3 * at.perSecond, (await top(page, '.wave')) + 60)
  await expect.poll(now).toBeCloseTo(3, 1)
  await expect(page.locator('.seg.sel')).toHaveCount(0)
  expect(problems).toEqual([])
})

test('changes are taken back and done again, times are typed, and a reload keeps what is marked', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Undo of sounds')
  await draw(page, 1, 2)
  await draw(page, 4, 5)
  await page.keyboard.press('Delete')
  await expect(rows(page)).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(rows(page)).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(rows(page)).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(rows(page)).toHaveCount(1)
  await rows(page).click()
  await page.getByLabel('From').fill('0.5')
  await page.getByLabel('To', { exact: true }).fill('0:01.25')
  await page.keyboard.press('Enter')
  await expect(rows(page)).toContainText('0.500–1.250')
  await page.getByLabel('To', { exact: true }).press('Shift+ArrowUp')
  await expect(rows(page)).toContainText('0.500–1.350')
  // Not after its end.
  await page.getByLabel('From').fill('7')
  await expect(page.getByLabel('From')).toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(rows(page)).toContainText('0.500–1.350')
  await page.locator('.acts .btn.main').click()
  await expect.poll(answered).toEqual([{ label: 'speech', start: 0.5, end: 1.35 }])
  expect(problems).toEqual([])
})

test('where none may overlap, what is drawn ends at its neighbour', async ({ browser }) => {
  const { page, answered } = await atWork(browser, 'Sounds apart', { question: { ...sounds, overlap: 'none' } })
  const first = await draw(page, 3, 4)
  await page.keyboard.press('Escape')
  await draw(page, 2, 3.6)
  await page.keyboard.press('Escape')
  await draw(page, 3.2, 3.7)
  await expect(page.locator('.regions .error')).toContainText('may not overlap')
  await page.locator('.acts .btn.main').click()
  await expect.poll(() => answered().then(all => all?.length)).toBe(2)
  expect((await answered())[0].end).toBe(first.start)
})

test('a recording that the server makes no waveform of is played and marked on a time line', async ({ browser }) => {
  const tone = resolve(import.meta.dirname, '../../tests/Pipeline.Tests/Media/Recordings/tone.opus')
  const { page, problems, answered } = await atWork(browser, 'Sounds in Opus', { buffer: readFileSync(tone) })
  await expect(page.getByText('No waveform is made of this format.')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('i')
  await page.keyboard.press('Space')
  await expect.poll(async () => Number((await page.locator('.headtime').textContent())!.split(' / ')[0])).toBeGreaterThan(0.4)
  await page.keyboard.press('o')
  await page.keyboard.press('Enter')
  await expect.poll(() => answered().then(all => all?.length)).toBe(1)
  const [{ start, end }] = await answered()
  expect(start).toBe(0.1)
  expect(end).toBeGreaterThan(0.4)
  expect(problems).toEqual([])
})

test('two answers that differ stand beside each other, and one of them decides', async ({ browser }) => {
  const { page, id, context, problems } = await atWork(browser, 'Sounds in dispute', { overlap: 2 })
  const mine = await draw(page, 1, 2)
  await page.keyboard.press('Enter')
  const second = await browser.newContext({ baseURL: url() })
  const other = await second.newPage()
  await join(other, await invite(context.request, id, 'annotator'), 'Auda')
  await other.goto(`/projects/${id}/annotate`)
  await expect(other.locator('.wave path')).toBeVisible()
  const theirs = await draw(other, 5, 6.5)
  await other.keyboard.press('Enter')
  await expect(other.locator('.timetrack')).toHaveCount(0)
  await expect(async () => {
    await page.goto(`/projects/${id}/disputes`)
    await expect(page.getByRole('link', { name: /./ }).filter({ hasText: 'bursts.wav' }).first()).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.getByRole('link').filter({ hasText: 'bursts.wav' }).first().click()
  const cells = page.locator('.takeit')
  await expect(cells).toHaveCount(2)
  const shown = (await cells.allTextContents()).join(' ')
  for (const { start, end } of [mine, theirs]) expect(shown).toContain(`${start.toFixed(3)}–${end.toFixed(3)}`)
  await expect(page.locator('.takeit .segstrip i')).toHaveCount(2)
  await cells.first().click()
  // What is chosen is drawn on the recording.
  await expect(page.locator('.timetrack .seg')).toHaveCount(1)
  expect(problems).toEqual([])
})

for (const theme of ['light', 'dark'] as const)
  test(`axe finds no serious fault while segments are marked, ${theme}`, async ({ browser }) => {
    const { page } = await atWork(browser, `Sounds for all, ${theme}`)
    await page.evaluate(kept => localStorage.setItem('assay.theme', kept), theme)
    await page.reload()
    await expect(page.locator('.wave path')).toBeVisible()
    await draw(page, 1, 2)
    await draw(page, 1.5, 4)
    expect(await faults(page)).toEqual([])
  })

test('on a phone everything is in reach and nothing is wider than the screen', async ({ browser }) => {
  const { page, problems } = await atWork(browser, 'Sounds on a phone')
  await page.setViewportSize({ width: 390, height: 844 })
  await draw(page, 2, 5)
  await expect(rows(page)).toHaveCount(1)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  for (const part of ['.playbtn', '.timetrack', '.spanbar .chip >> nth=1']) await expect(page.locator(part)).toBeInViewport()
  expect(problems).toEqual([])
})

test('drafts stand dashed in the lanes, are pointed at by a click, and stored as they were when accepted', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: url() })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  await asOwner(context.request)
  const id = await listening(context.request, 'Drafts, recording')
  const { tasks } = await (await context.request.get(`/api/projects/${id}/tasks`)).json()
  const proposed = [
    { label: 'speech', start: 1, end: 2 },
    { label: 'noise', start: 1.5, end: 3 },
    { label: 'speech', start: 5, end: 6.5 },
  ]
  const predictions = [{ taskId: tasks[0].id, answers: { sounds: proposed } }]
  expect(await post(context.request, `/projects/${id}/predictions`, { model: 'vad', version: '2', predictions })).toEqual({
    stored: 1,
    refused: [],
  })

  await page.goto(`/projects/${id}/annotate`)
  const drafts = page.locator('.seg.draft')
  await expect(drafts).toHaveCount(3)
  await expect(drafts.first()).toHaveCSS('border-top-style', 'dashed')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (process.env.ASSAY_SHOTS) await page.screenshot({ path: `${process.env.ASSAY_SHOTS}/audio-drafts-${colorScheme}.png` })
    expect(await faults(page), colorScheme).toEqual([])
  }
  await drafts.last().click()
  await expect(page.locator('.suggestions .row.here')).toContainText('5.000')
  await page.keyboard.press('y')
  await expect(drafts).toHaveCount(2)
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+Y')
  await expect(drafts).toHaveCount(0)
  await page.keyboard.press('Enter')
  const answered = async () => (await (await context.request.get(`/api/projects/${id}/mine`)).json())[0]?.answers
  await expect.poll(answered).toEqual({ sounds: [proposed[0], proposed[2]] })
  expect(problems).toEqual([])
})
