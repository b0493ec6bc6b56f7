import { expect, test, type Page } from '@playwright/test'
import { asOwner, seat } from './people'
import { atWork, boxes, click, drag, isShown, labels, masks, pictures, runs, size, zoomTo } from './pictures'

for (const ratio of [1, 2])
  test(`boxes are kept to the pixel at any zoom, with ${ratio} pixels of the screen to one of the page`, async ({ browser }) => {
    const { page, problems, answered } = await atWork(browser, `Boxes ${ratio}`, boxes, { deviceScaleFactor: ratio })
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
  const { page, problems, answered } = await atWork(browser, 'Masks', masks)
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

/** A worker that begins to write masks and never ends. */
const neverWrites = async (page: Page) => {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage as (message: unknown, more?: Transferable[]) => void
    Worker.prototype.postMessage = function (this: Worker, message: unknown, more?: unknown) {
      if (!Object.hasOwn(message as object, 'cut')) post.call(this, message, more as Transferable[])
    }
  })
}

test('a stroke on a large image is in the answer for whatever is done next, also while a worker still writes it', async ({
  browser,
}) => {
  const of = { width: 2000, height: 1200 }
  const { page, problems, answered } = await atWork(browser, 'Large masks', masks, { of, tasks: 2, prepare: neverWrites })
  const rows = page.locator('.rows .row')
  await drag(page, [100, 100], [1900, 1100], of)
  await page.keyboard.press('Control+z')
  await expect(page.locator('.nothinghere')).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(rows).toHaveCount(1)
  // a second stroke across the first, and the page goes
  await drag(page, [1900, 100], [100, 1100], of)
  await page.reload()
  await expect(rows).toHaveCount(1)
  await page.locator('.rows .rowname').click()
  await drag(page, [100, 600], [1900, 620], of)
  await page.keyboard.press('Enter')
  await expect.poll(() => answered('masks').then(all => all?.length)).toBe(1)
  const [{ counts }] = await answered('masks')
  const painted = (x: number, y: number) => {
    let at = x * of.height + y
    return runs(counts).findIndex(run => (at -= run) < 0) % 2 === 1
  }
  expect([painted(110, 106), painted(1890, 106), painted(300, 602), painted(1000, 200)]).toEqual([true, true, true, false])
  expect(problems).toEqual([])
})

test('regions are reached by Tab and named for those who do not see them', async ({ browser }) => {
  const { page } = await seat(browser)
  await asOwner(page.request)
  const id = await pictures(page.request, 'Names of regions', boxes)
  await page.goto(`/projects/${id}/annotate`)
  await isShown(page)
  await drag(page, [100, 100], [300, 300])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(page.locator('.rows .row.sel')).toHaveCount(1)
  await expect(page.getByRole('button', { name: '1: Ship, x 100–300, y 100–300' })).toBeVisible()
  await expect(page.getByRole('img', { name: '1: Ship, x 100–300, y 100–300' })).toBeAttached()
})
