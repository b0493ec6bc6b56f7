import { expect, test, type Page } from '@playwright/test'
import { faults } from './faults'
import { answer, asOwner, project, seat } from './people'

const words = {
  sport: ['goal', 'match', 'coach', 'league', 'striker', 'stadium'],
  world: ['minister', 'treaty', 'border', 'embassy', 'election', 'parliament'],
}
type Topic = keyof typeof words

const text = (topic: Topic, i: number) =>
  `${words[topic][i % 6]} and ${words[topic][(i * 5 + 1) % 6]} on day ${i} of ${['spring', 'autumn', 'winter'][i % 3]}`
const topicOf = (said: string): Topic => (words.sport.some(word => said.includes(word)) ? 'sport' : 'world')

/** Readable by everybody: in both colours, and on a phone without scrolling sideways. */
async function looksRight(page: Page, name: string) {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faults(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/metrics-${name}-${scheme}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 390, height: 900 })
  expect(await faults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/metrics-${name}-phone.png`, fullPage: true })
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('a project without labels says what to do, and measures itself while it is labeled', async ({ browser }) => {
  test.setTimeout(180_000)
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const rows = Array.from({ length: 200 }, (_, i) => text(i % 2 === 0 ? 'sport' : 'world', i))
  const id = await project(context.request, 'Measured', rows)
  await page.goto(`/projects/${id}`)
  await expect(page.getByRole('link', { name: 'Metrics' })).toBeVisible()
  await page.keyboard.press('m')
  await expect(page).toHaveURL(`/projects/${id}/metrics`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing can be measured yet')
  await expect(page.getByRole('link', { name: 'Turn learning on' })).toBeVisible()
  await looksRight(page, 'empty')

  const settings = {
    isOn: true,
    question: null,
    strategy: 'hybrid',
    everyLabels: 20,
    everyMinutes: 10,
    randomShare: 0.5,
    batch: null,
    drafts: false,
  }
  const put = await context.request.put(`/api/projects/${id}/learning`, { headers: { 'X-Assay': '1' }, data: settings })
  expect(put.ok()).toBe(true)
  const state = async () =>
    (await (await context.request.get(`/api/projects/${id}/learning`)).json()) as {
      rounds: unknown[]
      isWorking: boolean
      saving: { missing: string | null } | null
    }
  const settled = async () => {
    const { rounds, isWorking } = await state()
    return isWorking ? -1 : rounds.length
  }
  await expect.poll(settled, { timeout: 60_000 }).toBe(1)
  for (const turn of [2, 3, 4, 5, 6]) {
    for (let i = 0; i < 22; i++) await answer(context.request, id, topicOf)
    await expect.poll(settled, { timeout: 60_000 }).toBe(turn)
  }
  expect((await state()).saving?.missing).not.toBe('too_few_random')

  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('A thousand items take 1,000 tasks of people')
  const table = page.getByRole('table').first()
  await expect(table.getByRole('row', { name: /Tasks of people/ })).toContainText('1,000 [1,000–1,000]')
  await expect(table.getByRole('row', { name: /Final labels that are right/ })).toContainText(
    'not measured: it takes ten tasks with a known answer',
  )
  await expect(table.getByRole('row', { name: /own model/ })).toContainText('%')
  await expect(page.getByRole('row', { name: /one answer/ })).toContainText('110')
  await expect(page.getByRole('row', { name: /measures the own model/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /Learning curve/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /Calibration/ })).toBeVisible()
  await expect(page.getByText('labels drawn by chance').first()).toBeVisible()
  await looksRight(page, 'filled')

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('| Tasks of people | 1,000 [1,000–1,000] | 110 |')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toBe('metrics.csv')

  // the page that stays open hears of what is labeled
  await answer(context.request, id, topicOf)
  await expect(page.getByRole('row', { name: /one answer/ })).toContainText('111', { timeout: 20_000 })
  expect(problems).toEqual([])
  await context.close()
})
