import { expect, test } from '@playwright/test'
import { faults } from './faults'
import { asOwner, post, project, seat } from './people'

const rows = ['a goal in the match', 'a goal of the minister', 'the match', 'the minister in parliament', 'nothing at all']
const rules = (lines: string) => ({ yaml: `question: topic\nlabels: [world, sport]\nrules:\n${lines}` })

test('two models are combined: chosen, tried, run, and told with what to do when a member changes', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Two at once', rows)
  await page.goto(`/projects/${id}/models/new`)
  await page.getByRole('button', { name: 'Ensemble' }).click()
  await expect(page.getByText('this project has fewer')).toBeVisible()

  for (const [name, lines] of [
    ['balls', '  - {label: sport, keywords: [goal]}\n  - {label: world, keywords: [parliament]}'],
    ['games', '  - {label: sport, keywords: [match]}\n  - {label: world, keywords: [minister]}'],
  ] as const) {
    const { id: setup } = await post<{ id: number }>(context.request, `/projects/${id}/model-setups`, {
      name,
      kind: 'rules',
      settings: rules(lines),
    })
    await post(context.request, `/projects/${id}/model-setups/${setup}/run`, { all: false })
  }
  await page.goto(`/projects/${id}/models`)
  await expect(page.getByText('abstained')).toHaveCount(2)
  await page.getByRole('link', { name: 'New model' }).click()
  await page.getByRole('button', { name: 'Ensemble' }).click()
  await page.getByLabel('Name').fill('together')
  await page.getByLabel('balls').check()
  await page.getByRole('button', { name: 'Try on ten items' }).click()
  await expect(page.getByRole('alert')).toContainText('2 to 20 members')
  await page.getByLabel('games').check()
  await page.getByRole('button', { name: /Try on ten items|Ten other items/ }).click()
  await expect(page.getByText('2 of 5 items would get a draft.')).toBeVisible()
  await expect(page.getByRole('row', { name: /games/ })).toContainText('4')
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faults(page)).toEqual([])
  }

  await page.getByRole('button', { name: 'Save and draft open tasks' }).click()
  const together = page.locator('article.job', { hasText: 'together' })
  await expect(together).toContainText('2 drafted')
  await expect(together).toContainText('3 abstained')
  await expect(together).toContainText('2 without a draft of balls')
  await expect(page.getByRole('checkbox', { name: /Show drafts of together/ })).toBeChecked()

  const balls = page.locator('article.job', { hasText: 'balls' }).first()
  await balls.getByRole('button', { name: 'Draft open tasks' }).click()
  await expect(together).toContainText('balls has drafted since this began: draft again.')
  await balls.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('alert')).toContainText('a member of the ensemble "together"; take it out there first')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  expect(problems).toEqual([])
  await context.close()
})
