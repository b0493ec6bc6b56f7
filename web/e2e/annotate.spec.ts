import { expect, test } from '@playwright/test'
import { asOwner, project, seat } from './people'

const rows = (count: number) => Array.from({ length: count }, (_, i) => `Item number ${i + 1}.`)

test('undo brings the last task back with its answer, and skipping takes a reason', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Undo', rows(4))
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('Item number 1.')).toBeVisible()
  await page.keyboard.press('1')
  await expect(page.getByText('Item number 2.')).toBeVisible()

  await page.keyboard.press('z')
  await expect(page.locator('article, .item').getByText('Item number 1.')).toBeVisible()
  await page.keyboard.press('2')
  await expect(page.locator('article, .item').getByText('Item number 2.')).toBeVisible()
  await page.keyboard.press('s')
  await page.getByRole('dialog').getByRole('textbox').fill('two languages')
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await expect(page.locator('article, .item').getByText('Item number 3.')).toBeVisible()

  await expect(async () => {
    const mine = await (await context.request.get(`/api/projects/${id}/mine`)).json()
    expect(mine.map((answer: { answers: unknown; skipped: string | null }) => [answer.answers, answer.skipped])).toEqual([
      [null, 'two languages'],
      [{ topic: 'sport' }, null],
    ])
  }).toPass()
  expect(problems).toEqual([])
})

test('answers given while the network is down are kept over a reload and delivered exactly once', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Offline', rows(6))
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('Item number 1.')).toBeVisible()
  const lost: string[] = []
  await page.route('**/api/projects/*/submissions', route => {
    lost.push(route.request().postData() ?? '')
    return lost.length === 1
      ? route.fetch().then(() => route.abort()) // it arrives, but its acknowledgement does not
      : route.abort()
  })
  await page.keyboard.press('1')
  await expect(page.getByText('Item number 2.')).toBeVisible()
  await page.keyboard.press('2')
  await expect(page.getByText('Item number 3.')).toBeVisible()
  await expect(page.locator('.trail li.unsent')).toHaveCount(2)
  await expect(page.getByText(/Offline since/)).toBeVisible()

  await page.reload()
  await page.unroute('**/api/projects/*/submissions')
  await expect(async () => {
    const mine = await (await context.request.get(`/api/projects/${id}/mine`)).json()
    expect(mine.map((answer: { answers: { topic: string } }) => answer.answers.topic)).toEqual(['sport', 'world'])
  }).toPass({ timeout: 40_000 })
  await expect(page.locator('.trail li.unsent')).toHaveCount(0, { timeout: 40_000 })
  const done = await (await context.request.get(`/api/projects/${id}/overview`)).json()
  expect(done.answers).toBe(2)
})

test('two tabs of one person never answer a task twice', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Tabs', rows(3), 2)
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await tab.goto(`/projects/${id}/annotate`)
    await expect(tab.getByText('Item number 1.')).toBeVisible()
  }
  await page.keyboard.press('1')
  await expect(page.getByText('Item number 2.')).toBeVisible()
  await other.keyboard.press('2')
  await expect(other.getByText('Item number 2.')).toBeVisible()
  await expect(async () => {
    const rows = (await (await context.request.get(`/api/projects/${id}/tasks`)).json()).tasks
    expect(rows[0].answers).toBe(1)
  }).toPass()
})
