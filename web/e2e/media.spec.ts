import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { asOwner, post, seat, topics } from './people'

// A picture of 2 × 1 pixels, and one of 1 × 2.
const wide = Buffer.from('Qk0+AAAAAAAAADYAAAAoAAAAAgAAAAEAAAABABgAAAAAAAgAAAATCwAAEwsAAAAAAAAAAAAAAAD/AP8AAAA=', 'base64')
const tall = Buffer.from('Qk0+AAAAAAAAADYAAAAoAAAAAQAAAAIAAAABABgAAAAAAAgAAAATCwAAEwsAAAAAAAAAAAAAAAD/AAD/AAA=', 'base64')

const pictures = (request: Parameters<typeof asOwner>[0], name: string) =>
  post<{ id: number }>(request, '/projects', {
    name,
    schema: { ...topics, fields: [{ name: 'picture', kind: 'image' }] },
    overlap: 1,
  })

test('files and folders that are chosen become items, and what cannot be shown is listed', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const { id } = await pictures(context.request, 'Pictures from files')
  await page.goto(`/projects/${id}/import`)
  await page.getByTestId('file').setInputFiles([
    { name: 'a.bmp', mimeType: 'image/bmp', buffer: wide },
    { name: 'b.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') },
  ])
  await expect(page.locator('h1')).toContainText('2 files')
  await page.getByRole('button', { name: 'Start the import' }).click()
  await expect(page.locator('.job')).toContainText('1 new')
  await page.locator('.rejected summary').click()
  await expect(page.locator('.rejected')).toContainText('This is an SVG')

  const folder = mkdtempSync(join(tmpdir(), 'assay-pictures-'))
  mkdirSync(join(folder, 'trip', 'day 1'), { recursive: true })
  writeFileSync(join(folder, 'trip', 'day 1', '1.bmp'), tall)
  await page.goto(`/projects/${id}/import`)
  await page.getByTestId('folder').setInputFiles(join(folder, 'trip'))
  await expect(page.locator('h1')).toContainText('trip holds 1 file')
  await page.getByRole('button', { name: 'Start the import' }).click()
  await expect(page.locator('.job').first()).toContainText('1 new')
  rmSync(folder, { recursive: true })

  await page.goto(`/projects/${id}/media`)
  await expect(page.locator('.medium')).toHaveCount(2)
  await expect(page.locator('.medium').nth(1)).toContainText('day 1/1.bmp')
  const shown = page.locator('.medium img').nth(1)
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([1, 2])
  expect(problems).toEqual([])
})

test('files sent for rows that name them make no items, and go while nothing shows them', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const { id } = await pictures(context.request, 'Pictures for rows')
  await page.goto(`/projects/${id}/media`)
  await page.getByTestId('media').setInputFiles([
    { name: 'a.bmp', mimeType: 'image/bmp', buffer: wide },
    { name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
  ])
  await expect(page.getByText('1 file is there, 1 refused.')).toBeVisible()
  await expect(page.locator('.refused')).toContainText('This is a text.')
  await page.getByRole('button', { name: 'Remove a.bmp' }).click()
  await expect(page.locator('.medium')).toHaveCount(0)
  expect(problems).toEqual([])
})
