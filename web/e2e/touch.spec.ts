import { expect, test, type Page } from '@playwright/test'
import { asOwner, project, url } from './people'
import { atWork, boxes, labels, masks, onScreen, scene, type Place } from './pictures'

type Spot = readonly [number, number]

/** Fingers of one hand, by touch events as a screen sends them. */
async function fingers(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', spots: readonly Spot[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: spots.map(([x, y], id) => ({ x, y, id })) })
  const along = (a: Spot, b: Spot, t: number): Spot => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  const on = (at: Place) => onScreen(page, at)
  /** The hand comes to rest: a finger lifted in full swing flings, and the browser takes the next tap for a stop to that. */
  const rest = () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame)
    })
  return {
    async tap(at: Place) {
      await send('touchStart', [await on(at)])
      await send('touchEnd', [])
    },
    async drag(from: Place, to: Place) {
      const [a, b] = [await on(from), await on(to)]
      await send('touchStart', [a])
      for (const t of [0.1, 0.5, 1]) await send('touchMove', [along(a, b, t)])
      await rest()
      await send('touchEnd', [])
    },
    /** Two that begin one after the other, go apart, and are lifted one after the other. */
    async spread(from: readonly [Place, Place], to: readonly [Place, Place]) {
      const [a1, a2, b1, b2] = [await on(from[0]), await on(from[1]), await on(to[0]), await on(to[1])]
      await send('touchStart', [a1])
      await send('touchStart', [a1, a2])
      for (const t of [0.25, 0.5, 0.75, 1]) await send('touchMove', [along(a1, b1, t), along(a2, b2, t)])
      await send('touchEnd', [along(a1, b1, 1)])
      await send('touchEnd', [])
    },
  }
}

const near = (value: number) => expect.closeTo(value, -0.5)

test('one finger draws a box, moves it and pulls its corner; two zoom and pan and draw nothing', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Fingers', boxes, { hasTouch: true })
  const hand = await fingers(page)
  const rows = page.locator('.rows .row')
  const before = await scene(page)
  await hand.spread([[500, 480], [700, 480]], [[400, 480], [800, 480]]) // prettier-ignore
  await expect.poll(async () => (await scene(page)).zoom / before.zoom).toBeCloseTo(2, 1)
  await expect(rows).toHaveCount(0)
  // what was between the fingers still is
  const [x] = await onScreen(page, [600, 480])
  expect(Math.abs(x - (before.x + 600 * before.zoom))).toBeLessThan(3)

  await hand.drag([500, 400], [620, 520])
  await expect(rows).toHaveCount(1)
  await hand.drag([620, 520], [660, 560])
  await page.getByRole('button', { name: 'Select and move' }).tap()
  await hand.drag([560, 470], [590, 480])
  await page.locator('.acts .btn.main').tap()
  await expect.poll(() => answered('boxes').then(all => all?.length)).toBe(1)
  expect(await answered('boxes')).toEqual([{ label: 'ship', x: near(530), y: near(410), width: near(160), height: near(160) }])
  expect(problems).toEqual([])
})

test('an outline drawn by taps is still there after two fingers have zoomed', async ({ browser }) => {
  const question = { kind: 'polygons', name: 'outlines', title: 'Outline the ships.', labels }
  const { page, problems, answered } = await atWork(browser, 'Taps', question, { hasTouch: true })
  const hand = await fingers(page)
  await hand.tap([500, 400])
  await hand.tap([700, 400])
  await hand.spread([[560, 480], [640, 480]], [[540, 480], [660, 480]]) // prettier-ignore
  await hand.tap([700, 560])
  await hand.tap([500, 400])
  await expect(page.locator('.rows .row')).toHaveCount(1)
  await page.locator('.acts .btn.main').tap()
  await expect.poll(() => answered('outlines').then(all => all?.length)).toBe(1)
  const [{ parts }] = await answered('outlines')
  expect(parts[0].outer).toEqual([[near(500), near(400)], [near(700), near(400)], [near(700), near(560)]]) // prettier-ignore
  expect(problems).toEqual([])
})

test('a pen paints, and a finger does; two fingers take back what the first began', async ({ browser }) => {
  const { page, problems, answered } = await atWork(browser, 'Pen', masks, { hasTouch: true })
  const cdp = await page.context().newCDPSession(page)
  const pen = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', at: Place) => {
    const [x, y] = await onScreen(page, at)
    const pressed = type === 'mouseReleased' ? 0 : 1
    await cdp.send('Input.dispatchMouseEvent', {
      type,
      x,
      y,
      button: 'left',
      buttons: pressed,
      clickCount: 1,
      force: pressed / 2,
      pointerType: 'pen',
    })
  }
  await pen('mousePressed', [400, 400])
  await pen('mouseMoved', [500, 400])
  await pen('mouseMoved', [600, 400])
  await pen('mouseReleased', [600, 400])
  const row = page.locator('.rows .row')
  await expect(row).toContainText(/[45],\d{3} pixels/)
  const first = await row.textContent()
  const hand = await fingers(page)
  await hand.spread([[500, 600], [700, 600]], [[450, 600], [750, 600]]) // prettier-ignore
  await expect(row).toHaveText(first ?? '')
  await hand.drag([400, 500], [600, 500])
  await expect(row).not.toHaveText(first ?? '')
  await page.locator('.acts .btn.main').tap()
  await expect.poll(() => answered('masks').then(all => all?.length)).toBe(1)
  expect(problems).toEqual([])
})

test('by taps alone a task is answered and the next one comes', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: url(), hasTouch: true, viewport: { width: 390, height: 844 } })
  await asOwner(context.request)
  const id = await project(context.request, 'Taps on choices', ['First headline.', 'Second headline.'])
  const page = await context.newPage()
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('First headline.')).toBeVisible()
  await page.getByRole('radio', { name: 'Sport' }).tap()
  await expect(page.getByText('Second headline.')).toBeVisible()
  await expect
    .poll(async () => (await (await context.request.get(`/api/projects/${id}/mine`)).json())[0]?.answers)
    .toEqual({ topic: 'sport' })
})
