import { expect, test, type Browser, type Page } from '@playwright/test'
import { asOwner, project, seat } from './people'

const entities = (more: object = {}) => ({
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    {
      kind: 'spans',
      name: 'entities',
      title: 'Mark the names',
      fields: ['text'],
      labels: [
        { name: 'PER', title: 'Person' },
        { name: 'LOC', title: 'Place' },
      ],
      ...more,
    },
  ],
})
const withRelations = {
  ...entities(),
  questions: [
    ...entities().questions,
    {
      kind: 'relations',
      name: 'relations',
      title: 'What belongs together?',
      over: 'entities',
      required: false,
      labels: [
        { name: 'born_in', title: 'born in', from: ['PER'], to: ['LOC'] },
        { name: 'same', title: 'same as', directed: false },
      ],
    },
  ],
}

/** Where some words are drawn: a point in their first and one in their last character. */
function pointsOf(page: Page, words: string) {
  return page.evaluate(async wanted => {
    // A font that arrives later moves the words.
    await document.fonts.ready
    const node = document.querySelector('.spantext')?.firstChild as Text
    const from = node.data.indexOf(wanted)
    const edge = (start: number, end: number) => {
      const range = document.createRange()
      range.setStart(node, start)
      range.setEnd(node, end)
      const box = range.getBoundingClientRect()
      return { left: box.left, right: box.right, y: box.top + box.height / 2 }
    }
    const whole = edge(from, from + wanted.length)
    const isRightToLeft = /[\u0590-\u08ff]/.test(wanted)
    const [begin, end] = [whole.left + 1, whole.right - 1]
    return isRightToLeft ? { x1: end, x2: begin, y: whole.y } : { x1: begin, x2: end, y: whole.y }
  }, words)
}

async function drag(page: Page, words: string, keys: readonly string[] = []) {
  const { x1, x2, y } = await pointsOf(page, words)
  for (const key of keys) await page.keyboard.down(key)
  await page.mouse.move(x1, y)
  await page.mouse.down()
  await page.mouse.move((x1 + x2) / 2, y, { steps: 3 })
  await page.mouse.move(x2, y, { steps: 3 })
  await page.mouse.up()
  for (const key of keys) await page.keyboard.up(key)
}

async function open(browser: Browser, name: string, rows: string[], schema: object) {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, name, rows, 1, schema)
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.locator('.spantext')).toBeVisible()
  /** The latest answer, as the server has it. */
  const stored = async () => {
    const mine = await (await context.request.get(`/api/projects/${id}/mine`)).json()
    return mine[0]?.answers
  }
  return { page, problems, stored }
}

test('words dragged over and labelled by key are stored in code points, whatever the script', async ({ browser }) => {
  const text = 'Hi 😀 Jo\u0301hanna 👩‍👩‍👧 left 東京 for\nשלום עולם today'
  const { page, problems, stored } = await open(browser, 'Scripts', [text], entities())
  const wanted = ['Jo\u0301hanna', '👩‍👩‍👧', '東京', 'עולם']
  for (const words of wanted) {
    await drag(page, words)
    await page.keyboard.press('1')
  }
  await expect(page.locator('.marktag')).toHaveCount(wanted.length)
  await page.keyboard.press('Enter')
  await expect.poll(stored).toBeTruthy()
  const points = [...text]
  const spans: { start: number; end: number; label: string }[] = (await stored()).entities
  expect(spans.map(({ start, end, label }) => [points.slice(start, end).join(''), label])).toEqual(
    wanted.map(words => [words, 'PER']),
  )
  expect(problems).toEqual([])
})

test('by keyboard alone words are chosen, extended, labelled, and removed', async ({ browser }) => {
  const { page, stored } = await open(browser, 'Keys', ['Ada Lovelace met Charles in London.'], entities())
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('1')
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('2')
  await page.keyboard.press('Delete')
  for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('2')
  await page.keyboard.press('Enter')
  await expect.poll(stored).toEqual({
    entities: [
      { start: 0, end: 12, label: 'PER' },
      { start: 28, end: 34, label: 'LOC' },
    ],
  })
})

test('a label chosen first marks every stretch dragged; Alt goes by characters; nothing marked is an answer', async ({
  browser,
}) => {
  const rows = ['Ada Lovelace met Charles.', 'Nobody came.']
  const { page, stored } = await open(browser, 'Armed', rows, entities())
  await page.keyboard.press('1')
  await drag(page, 'da Love')
  await drag(page, 'harle', ['Alt'])
  await page.keyboard.press('Enter')
  await expect.poll(stored).toEqual({
    entities: [
      { start: 0, end: 12, label: 'PER' },
      { start: 18, end: 23, label: 'PER' },
    ],
  })
  await expect(page.getByText('Nobody came.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Mark what there is' })).toBeVisible()
  await page.keyboard.press('0')
  await page.keyboard.press('Enter')
  await expect.poll(stored).toEqual({ entities: [] })
})

test('a border is dragged, a click cycles through marks that lie over each other, and none may overlap unless the question says so', async ({
  browser,
}) => {
  const text = 'The Port of Esbjerg is open.'
  const { page, stored } = await open(browser, 'Nested', [text], entities({ overlap: 'nested' }))
  await drag(page, 'Port of Esbjerg')
  await page.keyboard.press('1')
  await drag(page, 'Esbjerg')
  await page.keyboard.press('2')
  await page.keyboard.press('Escape')
  const inside = await pointsOf(page, 'Esbjerg')
  const selected = page.locator('.rowitem.sel')
  await page.mouse.click((inside.x1 + inside.x2) / 2, inside.y)
  await expect(selected).toContainText('Place')
  await page.mouse.click((inside.x1 + inside.x2) / 2, inside.y)
  await expect(selected).toContainText('Person')
  const border = await page.locator('[data-border=start]').boundingBox()
  const the = await pointsOf(page, 'The')
  await page.mouse.move((border?.x ?? 0) + 4, (border?.y ?? 0) + 10)
  await page.mouse.down()
  await page.mouse.move(the.x1 + 2, the.y, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('Enter')
  await expect.poll(stored).toEqual({
    entities: [
      { start: 0, end: 19, label: 'PER' },
      { start: 12, end: 19, label: 'LOC' },
    ],
  })
})

test('relations are made by key and by dragging from tag to tag, and follow a mark that changes', async ({ browser }) => {
  const { page, stored } = await open(browser, 'Relations', ['Ada was born in London, Charles in Walworth.'], withRelations)
  for (const [words, key] of [
    ['Ada', '1'],
    ['London', '2'],
    ['Charles', '1'],
    ['Walworth', '2'],
  ] as const) {
    await drag(page, words)
    await page.keyboard.press(key)
  }
  await page.keyboard.press('Escape')
  const ada = await pointsOf(page, 'Ada')
  await page.mouse.click((ada.x1 + ada.x2) / 2, ada.y)
  await page.keyboard.press('r')
  const london = await pointsOf(page, 'London')
  await page.mouse.click((london.x1 + london.x2) / 2, london.y)
  await page.keyboard.press('1')
  const tag = async (number: number) => {
    const box = await page.locator('.marktag').nth(number).boundingBox()
    return { x: (box?.x ?? 0) + 6, y: (box?.y ?? 0) + 6 }
  }
  const [from, to] = [await tag(2), await tag(3)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, from.y - 8, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 3 })
  await page.mouse.up()
  await page.keyboard.press('1')
  await expect(page.locator('.arcs [data-relation]')).toHaveCount(2)
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await stored())?.relations)
    .toEqual([
      { label: 'born_in', from: { start: 0, end: 3, label: 'PER' }, to: { start: 16, end: 22, label: 'LOC' } },
      { label: 'born_in', from: { start: 24, end: 31, label: 'PER' }, to: { start: 35, end: 43, label: 'LOC' } },
    ])
})

test('marks not yet sent are there again after a reload', async ({ browser }) => {
  const { page } = await open(browser, 'Reload', ['Ada Lovelace met Charles.'], entities())
  await drag(page, 'Charles')
  await page.keyboard.press('1')
  await page.reload()
  await expect(page.locator('.marktag')).toHaveText(/Person/)
})

test('fifty thousand characters with a thousand marks are drawn, marked further and stored', async ({ browser }) => {
  const text = Array.from({ length: 1000 }, (_, i) => `Ship ${i} left the harbour for the open sea before dawn. `).join('')
  const { page, stored } = await open(browser, 'Long', [text], entities())
  // A thousand marks as the draft in this browser, which the page takes up when it is opened again.
  await drag(page, 'Ship 0')
  await page.keyboard.press('1')
  await page.evaluate(whole => {
    const entities = [...whole.matchAll(/Ship \d+/g)].map(({ index, 0: words }) => ({
      start: index,
      end: index + words.length,
      label: 'PER',
    }))
    const key = Object.keys(localStorage).find(name => name.startsWith('assay.draft.')) ?? ''
    localStorage.setItem(key, JSON.stringify({ answers: { entities }, at: Date.now() + 60_000 }))
  }, text)
  await page.reload()
  await expect(page.locator('.marktag')).toHaveCount(1000)
  // one more among them is marked and stored with the rest
  await drag(page, 'harbour')
  await page.keyboard.press('2')
  await expect(page.locator('.marktag')).toHaveCount(1001)
  await page.keyboard.press('Enter')
  await expect.poll(async () => ((await stored())?.entities as unknown[] | undefined)?.length).toBe(1001)
})
