// How smooth the editors are in a real browser: frames while something is dragged, panned and zoomed among many regions, against the same
// page without any; and how long it takes until one region or mark more is on the screen. Prints a table in Markdown.
//   bench/run editors (ASSAY_PROGRAM names another program than the one that ./assay builds)
import { createRequire } from 'node:module'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { among, drag, gestures, onPane, STEPS } from './gestures.mjs'
import { projectOf } from './projects.mjs'
import { startServer } from './server.mjs'
import { percentile, watchFrames, watchPaints } from './watch.mjs'

const root = resolve(import.meta.dirname, '../..')
const { chromium } = createRequire(join(root, 'web/package.json'))('@playwright/test')

const image = { width: 4000, height: 3000 }
const REGIONS = 500
const MARKS = 1000
const LABELS = ['car', 'person', 'sign', 'lamp'].map(name => ({ name }))

const server = await startServer(root)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
try {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
  })
  await server.signIn(context.request)
  console.log(`## Editors in the browser, ${REGIONS} regions on ${(image.width * image.height) / 1e6} megapixels\n`)
  await frames(context)
  console.log('')
  await additions(context)
  console.log(
    `\nChromium ${browser.version()} without a graphics card on ${cpus()[0].model.trim()}; window 1440 × 900. ${STEPS} steps a gesture.`,
  )
} finally {
  await browser.close()
  await server.stop()
}

async function frames(context) {
  console.log(
    '| gesture, frames in ms | p50 | p95 | p95 against the empty page | … against the same gesture there |\n|---|---|---|---|---|',
  )
  const line = (name, times, empty, same) => {
    const p95 = percentile(times, 0.95)
    const against = other => (other === undefined ? '–' : `${(p95 / other).toFixed(2)} ×`)
    console.log(`| ${name} | ${percentile(times, 0.5).toFixed(1)} | ${p95.toFixed(1)} | ${against(empty)} | ${against(same)} |`)
    return p95
  }
  const empty = await opened(context, 'boxes', [])
  const still = line('nothing, on the empty page', await watchFrames(empty, () => empty.waitForTimeout(3000)))
  const bare = {}
  for (const [name, gesture] of Object.entries(gestures))
    bare[name] = line(`${name}, on the empty page`, await measured(empty, gesture), still)
  await empty.close()
  for (const kind of ['boxes', 'polygons']) {
    const page = await opened(context, kind, regions(kind))
    for (const [name, gesture] of Object.entries({ ...gestures, ...among }))
      line(`${name}, ${REGIONS} ${kind}`, await measured(page, gesture), still, bare[name])
    await page.close()
  }
}

async function measured(page, gesture) {
  await page.keyboard.press('0')
  await gesture.prepare?.(page)
  const times = await watchFrames(page, () => gesture.run(page))
  await gesture.end?.(page)
  return times
}

/** Spread over the image, each in a cell of its own. */
function regions(kind) {
  const [columns, rows] = [25, REGIONS / 25]
  const [w, h] = [image.width / columns, image.height / rows]
  return Array.from({ length: REGIONS }, (_, i) => {
    const [x, y] = [Math.round((i % columns) * w + 10), Math.round(Math.floor(i / columns) * h + 10)]
    const { name: label } = LABELS[i % LABELS.length]
    const [width, height] = [w - 30, h - 30]
    if (kind === 'boxes') return { label, x, y, width, height }
    const outer = Array.from({ length: 24 }, (_, k) => {
      const [angle, far] = [(k / 24) * 2 * Math.PI, k % 2 ? 0.5 : 0.4]
      return [
        Math.round(x + width / 2 + Math.cos(angle) * width * far),
        Math.round(y + height / 2 + Math.sin(angle) * height * far),
      ]
    })
    return { label, parts: [{ outer }] }
  })
}

async function opened(context, kind, answer) {
  const name = `${kind} ${answer.length}`
  const question = {
    kind,
    name: 'regions',
    title: 'Mark what is there.',
    labels: LABELS,
  }
  const id = await projectOf(context.request, {
    name,
    field: { name: 'photo', kind: 'image' },
    question,
    image,
    answer,
  })
  const page = await context.newPage()
  await page.goto(`/projects/${id}/annotate`)
  await page.waitForFunction(
    count => document.querySelector('.scene > img')?.complete && document.querySelectorAll('.scene .region').length === count,
    answer.length,
  )
  return page
}

async function additions(context) {
  console.log('| one more, until it is on the screen, in ms | p50 | longest |\n|---|---|---|')
  const line = (name, times) => console.log(`| ${name} | ${percentile(times, 0.5)} | ${Math.max(...times)} |`)
  for (const kind of ['boxes', 'polygons']) {
    const page = await opened(context, kind, regions(kind))
    await page.keyboard.press('b')
    line(
      `${kind === 'boxes' ? 'box' : 'polygon'} among ${REGIONS}`,
      await watchPaints(page, kind === 'boxes' ? 'pointerup' : 'keydown', 10, async i => {
        const at = async (x, y) => onPane(page, x, y)
        if (kind === 'boxes') await drag(page, await at(0.2 + i / 40, 0.2), await at(0.3 + i / 40, 0.3), 3)
        else {
          for (const [x, y] of [
            [0.2, 0.2],
            [0.3, 0.2],
            [0.3, 0.3],
          ])
            await page.mouse.click(...(await at(x + i / 40, y)))
          await page.keyboard.press('Enter')
        }
      }),
    )
    await page.close()
  }
  const page = await openedText(context)
  line(
    `span among ${MARKS}`,
    await watchPaints(page, 'keydown', 10, async i => {
      await page.mouse.dblclick(...(await wordAt(page, i)))
      await page.keyboard.press('1')
    }),
  )
  await page.close()
}

async function openedText(context) {
  const text = Array.from({ length: MARKS }, (_, i) => `Ship ${i} left the harbour for the open sea before dawn. `).join('')
  const answer = [...text.matchAll(/Ship \d+/g)].map(({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
    label: 'car',
  }))
  const question = {
    kind: 'spans',
    name: 'marks',
    title: 'Mark the names.',
    labels: LABELS,
  }
  const id = await projectOf(context.request, {
    name: 'spans',
    field: { name: 'text', kind: 'text' },
    question,
    text,
    answer,
  })
  const page = await context.newPage()
  await page.goto(`/projects/${id}/annotate`)
  await page.waitForFunction(count => document.querySelectorAll('.marktag').length === count, MARKS)
  return page
}

/** The middle of the Nth "harbour". */
function wordAt(page, nth) {
  return page.evaluate(n => {
    const node = document.querySelector('.spantext').firstChild
    let from = -1
    for (let i = 0; i <= n; i++) from = node.data.indexOf('harbour', from + 1)
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(node, from + 7)
    const { left, top, width, height } = range.getBoundingClientRect()
    return [left + width / 2, top + height / 2]
  }, nth)
}
