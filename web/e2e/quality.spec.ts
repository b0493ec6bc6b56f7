import { expect, test, type Browser } from '@playwright/test'
import { faults } from './faults'
import { answer, asOwner, invite, post, project, seat } from './people'

const rows = Array.from({ length: 12 }, (_, i) => `Headline number ${i + 1}.`)
const numberOf = (text: string) => Number(/\d+/.exec(text)?.[0])
const olive = (text: string) => (numberOf(text) % 2 === 0 ? 'sport' : 'world')
/** Differs from Olive on three, calling business what she calls world. */
const pia = (text: string) => ([1, 5, 9].includes(numberOf(text)) ? 'business' : olive(text))

/** A project that two people have answered, differing on a quarter of it. */
async function answered(browser: Browser, name: string, email: string) {
  const owner = await seat(browser)
  await asOwner(owner.context.request)
  const id = await project(owner.context.request, name, rows, 2)
  const other = await seat(browser)
  const link = await invite(owner.context.request, id, 'annotator')
  await post(other.context.request, `/invitations/${link.split('/').pop()}`, {
    name: 'Pia',
    email,
    password: 'a long enough secret',
  })
  for (const _ of rows) {
    await answer(owner.context.request, id, olive)
    await answer(other.context.request, id, pia)
  }
  await other.context.close()
  return { ...owner, id }
}

test('from the sentence of the quality page down to the tasks behind a cell, and back', async ({ browser }) => {
  const { page, id, problems } = await answered(browser, 'Quality', 'pia.quality@example.org')
  await page.goto(`/projects/${id}/quality`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/People give the same answer in 75\s%.*α 0\.\d\d/)
  await expect(page.getByText(/Up to date: 24 answers to 12/)).toBeVisible()

  // every coefficient with its interval and what it says; those beyond the first two unfold
  const alpha = page.getByRole('row', { name: /Krippendorff/ })
  await expect(alpha).toContainText(/0\.60 \[0\.23–1\.00\]/)
  await expect(page.getByRole('row', { name: /Gwet/ })).toHaveCount(0)
  await page.getByRole('button', { name: /All coefficients/ }).click()
  await expect(page.getByRole('row', { name: /Gwet’s AC1/ })).toContainText(/0\.\d\d \[/)

  await page.getByText('The same as a table').click()
  await expect(page.getByRole('row', { name: /12.*75\s%/ }).first()).toBeVisible()
  await expect(page.getByRole('row', { name: /^Business 3/ })).toBeVisible()

  // a pair opens the matrix of these two, by keyboard
  await page.getByRole('link', { name: /^Pia and .*12 / }).press('Enter')
  await expect(page.getByRole('heading', { name: /Where answers go/ })).toBeFocused()
  await expect(page.getByLabel('Rows').locator('option:checked')).toHaveText('Pia')

  // a cell lists its tasks and who said what
  const cell = page.getByRole('link', { name: /^Business against World: 3 answers/ })
  await cell.press('Enter')
  const tasks = page.getByRole('listitem').filter({ hasText: 'Pia: Business' })
  await expect(tasks).toHaveCount(3)
  await page.reload()
  await expect(tasks).toHaveCount(3)
  await tasks.first().getByRole('link').click()
  await page.waitForURL(/\/disputes\/\d+$/)
  await page.goBack()
  await expect(tasks).toHaveCount(3)
  await page.goBack()
  await expect(tasks).toHaveCount(0)
  await expect(page.getByLabel('Rows').locator('option:checked')).toHaveText('Pia')

  // one person against the final labels
  await page.getByLabel('Columns').selectOption('final')
  await expect(page.getByRole('link', { name: /^Sport against Sport: 6 answers/ })).toBeVisible()

  // the tasks that split people lead to where they are settled
  const worst = page.getByRole('row', { name: /Headline number (1|5|9)\./ })
  await expect(worst).toHaveCount(3)
  await worst.first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: /Two people differ/ })).toBeVisible()
  expect(problems).toEqual([])
})

test('numbers that newer answers have outdated say so and follow by themselves', async ({ browser }) => {
  const { page, context, id } = await answered(browser, 'Newer', 'pia.newer@example.org')
  await page.goto(`/projects/${id}/quality`)
  await expect(page.getByText(/Up to date: 24 answers/)).toBeVisible()
  const { disputes } = await (await context.request.get(`/api/projects/${id}/disputes`)).json()
  await post(context.request, `/projects/${id}/tasks/${disputes[0].taskId}/decision`, { answers: { topic: 'world' } })
  await page.reload()
  await expect(page.getByRole('link', { name: /^World against Business: 1 answer,/ })).toBeVisible({ timeout: 30_000 })
})

for (const [scheme, width] of [
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)
  test(`the quality page with answers is readable and fits: ${scheme}, ${width} px`, async ({ browser }) => {
    const { page, id, problems } = await answered(browser, `Fits ${scheme} ${width}`, `pia.${scheme}.${width}@example.org`)
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`/projects/${id}/quality?a=everybody&b=final&row=sport&column=sport`)
    await expect(page.getByRole('listitem').filter({ hasText: 'Final labels: Sport' })).toHaveCount(6)
    await page.getByRole('button', { name: /All coefficients/ }).click()
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    expect(problems).toEqual([])
  })
