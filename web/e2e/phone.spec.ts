import { expect, test } from '@playwright/test'
import { answer, asOwner, invite, post, project, seat } from './people'

test('on a phone each list shows what it is about, without scrolling sideways', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await page.setViewportSize({ width: 390, height: 844 })
  await asOwner(context.request)
  const id = await project(context.request, 'Phone', ['A headline that is too long for half of the width of a phone.'], 2)
  await answer(context.request, id, () => 'world')
  const other = await seat(browser)
  const link = await invite(context.request, id, 'annotator')
  await post(other.context.request, `/invitations/${link.split('/').pop()}`, {
    name: 'Pia',
    email: 'pia@example.org',
    password: 'a long enough secret',
  })
  await answer(other.context.request, id, () => 'sport')

  await page.goto(`/projects/${id}/disputes`)
  const row = page.getByRole('row', { name: /A headline/ })
  await expect(row.getByText('World')).toBeInViewport({ ratio: 1 })
  await expect(row.getByText('Sport')).toBeInViewport({ ratio: 1 })
  expect((await row.boundingBox())?.height).toBeLessThan(100)
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { name: /Two people differ on the question/ })).toBeVisible()
  // What can be done is named, also where there is no room for keys.
  for (const name of ['Decide', 'Edit by hand', 'Ask one more person', 'Guidelines'])
    await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })

  await page.goto(`/projects/${id}/quality`)
  await expect(page.getByRole('heading', { name: /nothing to compare|People give the same answer/ })).toBeVisible()
  for (const path of ['data', 'quality', 'people']) {
    await page.goto(`/projects/${id}/${path}`)
    await expect(page.getByRole('table').first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
    const isWhole = await page
      .locator('.scroll')
      .evaluateAll(all => all.every(element => element.scrollWidth <= element.clientWidth))
    if (path === 'people') expect(isWhole, 'no table scrolls sideways').toBe(true)
  }
  expect(problems).toEqual([])
})

test('an empty page says what to do next, and leads there', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Empty', [])
  for (const path of ['data', 'export']) {
    await page.goto(`/projects/${id}/${path}`)
    await page.getByRole('main').getByRole('link', { name: 'Import a file' }).click()
    await page.waitForURL(/\/import$/)
  }
  await page.goto(`/projects/${id}/quality`)
  await page.getByRole('link', { name: 'Ask two people' }).click()
  await page.waitForURL(/\/settings$/)
  await page.goto('/projects/987654')
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to your projects' }).click()
  await expect(page.getByRole('link', { name: 'Empty', exact: true })).toBeVisible()
})
