// Nothing that was drawn or marked is lost: the tab crashes, the network goes in the middle of a drag, a task is open twice.
import { expect, test, type APIRequestContext, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { asOwner, project, seat } from './people'
import { boxes, drag, isShown, onScreen, pictures, type Place } from './pictures'

interface Case {
  readonly name: string
  make(request: APIRequestContext, name: string): Promise<number>
  /** The task is there to be answered. */
  open(page: Page, id: number): Promise<void>
  /** Marks the first or the second thing. `cut` is called while the button is down. */
  mark(page: Page, which: 0 | 1, cut?: () => Promise<void>): Promise<void>
  marked(page: Page): ReturnType<Page['locator']>
  readonly question: string
}

const text = 'Ada met Charles in London.'
const spans = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [{ kind: 'spans', name: 'names', title: 'Mark the names', labels: [{ name: 'PER', title: 'Person' }] }],
}
const words = ['Ada', 'Charles'] as const
const places: readonly (readonly [Place, Place])[] = [[[100, 100], [300, 300]], [[500, 400], [700, 600]]] // prettier-ignore

async function pull(page: Page, from: readonly [number, number], to: readonly [number, number], cut?: () => Promise<void>) {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
  await cut?.()
  await page.mouse.move(...to)
  await page.mouse.up()
}

const cases: readonly Case[] = [
  {
    name: 'boxes',
    question: 'boxes',
    make: (request, name) => pictures(request, name, boxes),
    async open(page, id) {
      await page.goto(`/projects/${id}/annotate`)
      await isShown(page)
    },
    async mark(page, which, cut) {
      const [from, to] = places[which]!
      await pull(page, await onScreen(page, from), await onScreen(page, to), cut)
    },
    marked: page => page.locator('.rows .row'),
  },
  {
    name: 'spans',
    question: 'names',
    make: (request, name) => project(request, name, [text], 1, spans),
    async open(page, id) {
      await page.goto(`/projects/${id}/annotate`)
      await expect(page.locator('.spantext')).toBeVisible()
    },
    async mark(page, which, cut) {
      const { left, right, y } = await page.evaluate(async wanted => {
        // A font that arrives later moves the words.
        await document.fonts.ready
        const node = document.querySelector('.spantext')?.firstChild as Text
        const range = document.createRange()
        range.setStart(node, node.data.indexOf(wanted))
        range.setEnd(node, node.data.indexOf(wanted) + wanted.length)
        const box = range.getBoundingClientRect()
        return { left: box.left + 1, right: box.right - 1, y: box.top + box.height / 2 }
      }, words[which]!)
      await pull(page, [left, y], [right, y], cut)
      await page.keyboard.press('1')
    },
    marked: page => page.locator('.marktag'),
  },
]

async function begun(browser: Browser, one: Case, name: string) {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await one.make(context.request, `${name}: ${one.name}`)
  await one.open(page, id)
  return { page, context, problems, id }
}

const answersOf = async (context: BrowserContext, id: number, question: string) =>
  ((await (await context.request.get(`/api/projects/${id}/mine`)).json()) as { answers: Record<string, unknown[]> }[]).map(
    answer => answer.answers[question]?.length,
  )

for (const one of cases) {
  test(`${one.name} are there again after the tab has crashed`, async ({ browser }) => {
    const { page, context, id } = await begun(browser, one, 'Crash')
    await one.mark(page, 0)
    await one.mark(page, 1)
    await expect(one.marked(page)).toHaveCount(2)
    const crashed = page.waitForEvent('crash')
    const cdp = await context.newCDPSession(page)
    // The session dies with the tab and never answers.
    cdp.send('Page.crash').catch(() => undefined)
    await crashed
    const again = await context.newPage()
    await one.open(again, id)
    await expect(one.marked(again)).toHaveCount(2)
    await again.keyboard.press('Enter')
    await expect.poll(() => answersOf(context, id, one.question)).toEqual([2])
  })

  test(`${one.name} drawn while the network goes are sent once it is back`, async ({ browser }) => {
    const { page, context, id, problems } = await begun(browser, one, 'Network')
    await one.mark(page, 0)
    await one.mark(page, 1, () => context.setOffline(true))
    await expect(one.marked(page)).toHaveCount(2)
    await page.keyboard.press('Enter')
    await expect(page.locator('.trail li.unsent')).toHaveCount(1)
    await context.setOffline(false)
    await expect(page.locator('.trail li.unsent')).toHaveCount(0, { timeout: 40_000 })
    expect(await answersOf(context, id, one.question)).toEqual([2])
    expect(problems).toEqual([])
  })

  test(`${one.name} begun in one tab go on in another, and are answered once`, async ({ browser }) => {
    const { page, context, id, problems } = await begun(browser, one, 'Two tabs')
    await one.mark(page, 0)
    await expect(one.marked(page)).toHaveCount(1)
    const other = await context.newPage()
    await one.open(other, id)
    await expect(one.marked(other)).toHaveCount(1)
    await one.mark(other, 1)
    await other.keyboard.press('Enter')
    await expect.poll(() => answersOf(context, id, one.question)).toEqual([2])
    await page.bringToFront()
    await page.keyboard.press('Enter')
    await expect(page.locator('.trail li.unsent')).toHaveCount(0)
    await expect(page.getByText('An earlier answer of yours stands')).toBeVisible()
    expect(await answersOf(context, id, one.question)).toEqual([2])
    expect(problems).toEqual([])
  })
}

test('a box that is being drawn when the page goes leaves those before it as they were', async ({ browser }) => {
  const { page } = await begun(browser, cases[0]!, 'In the middle')
  await drag(page, ...places[0]!)
  const [from, to] = [await onScreen(page, places[1]![0]), await onScreen(page, places[1]![1])]
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to)
  await page.reload()
  await isShown(page)
  await expect(page.locator('.rows .row')).toHaveCount(1)
})
