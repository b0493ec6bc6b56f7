import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { run } from './server'

// The demo as it is at its first start. The mails are kept between runs, as they are between starts.
const kept = resolve(import.meta.dirname, '../../artifacts/e2e-demo')
const data = join(kept, 'demo')
let address = ''
let stop: () => Promise<void> = () => Promise.resolve()

test.beforeAll(async () => {
  test.setTimeout(180_000)
  mkdirSync(kept, { recursive: true })
  rmSync(data, { recursive: true, force: true })
  const demo = await run('demo', data, '--no-browser')
  stop = demo.stop
  address = /http:\/\/[\d.:]+/.exec(demo.said)?.[0] ?? ''
})

test.afterAll(async () => {
  await stop()
  rmSync(data, { recursive: true, force: true })
})

async function open(page: Page, name: string) {
  await page.goto(`${address}/projects`)
  await page.getByRole('link', { name }).first().click()
  await page.waitForURL(/\/projects\/\d+/)
  return /\/projects\/\d+/.exec(page.url())?.[0] ?? ''
}

for (const [name, shown] of [
  ['Which mails are spam?', '.item'],
  ['Who, where and when?', '.spantext'],
  ['What lies on the desk?', 'canvas, svg image, img'],
] as const) {
  test(`${name} has an item to label, labels, disputes and figures`, async ({ page }) => {
    const problems: string[] = []
    page.on('pageerror', error => problems.push(error.message))
    const project = await open(page, name)

    await page.goto(`${address}${project}/annotate`)
    await expect(page.locator(shown).first()).toBeVisible()

    await page.goto(`${address}${project}/data`)
    const labelled = page.locator('table.itemlist tbody tr', { has: page.locator('.finalcell .lab') }).first()
    await labelled.locator('a.rowlink').click()
    await expect(page.locator('h1.lead')).toBeVisible()

    for (const other of ['/disputes', '/quality']) {
      await page.goto(`${address}${project}${other}`)
      await expect(page.locator('h1, h2').first()).toBeVisible()
    }
    expect(problems).toEqual([])
  })
}
