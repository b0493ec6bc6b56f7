import { expect, test } from '@playwright/test'
import { faults } from './faults'
import { asOwner, project, seat } from './people'

const looks = [
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
] as const

const pages = {
  'where people work': ['', '/annotate', '/disputes', '/data', '/quality', '/models', '/models/new'].map(ofProject),
  'where it is set': [
    () => '/projects',
    () => '/projects/new',
    () => '/account',
    ...['/import', '/jobs', '/media', '/export', '/people', '/settings'].map(ofProject),
  ],
}

function ofProject(path: string) {
  return (id: number) => `/projects/${id}${path}`
}

for (const [[scheme, width], [which, paths]] of looks.flatMap(look => Object.entries(pages).map(some => [look, some] as const))) {
  test(`every page ${which} is sound, readable and fits: ${scheme}, ${width} px`, async ({ browser }) => {
    test.setTimeout(180_000)
    const { page, context, problems } = await seat(browser)
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width, height: 900 })
    await asOwner(context.request)
    const id = await project(context.request, `Pages ${which} ${scheme} ${width}`, ['First.', 'Second.', 'Third.'])
    for (const path of paths.map(of => of(id))) {
      await page.goto(path)
      await expect(page.locator('h1, h2, .whead').first()).toBeVisible()

      expect.soft(await faults(page), path).toEqual([])
      expect
        .soft(await page.evaluate(() => document.documentElement.scrollWidth), `${path} is wider than the window`)
        .toBeLessThanOrEqual(width)
    }
    expect(problems).toEqual([])
  })
}

test('whoever is not signed in sees the sign-in page, and no project', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await page.goto('/projects/1')
  await expect(page.getByLabel('Password')).toBeVisible()
  expect((await context.request.get('/api/projects')).status()).toBe(401)
})
