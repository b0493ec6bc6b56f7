import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { asOwner, invite, join, post, seat, topics } from './people'

test('a file is imported, two people answer, a dispute is decided, the labels come out', async ({ browser }) => {
  const owner = await seat(browser)
  await asOwner(owner.context.request)
  const { id } = await post<{ id: number }>(owner.context.request, '/projects', { name: 'News', schema: topics, overlap: 2 })

  // the owner imports a CSV by hand; one row repeats another, one is broken
  await owner.page.goto(`/projects/${id}/import`)
  await owner.page.getByTestId('file').setInputFiles({
    name: 'news.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('headline,desk\nThe cup is won,a\nShares fall,b\nThe  CUP is won,c\n,d\n'),
  })
  await expect(owner.page.getByText('Shares fall').first()).toBeVisible()
  await owner.page.locator('.maprow select').first().selectOption('headline')
  await owner.page.locator('form button[type=submit]').click()
  await owner.page.waitForURL(/\/jobs/)
  await expect(async () => {
    const [job] = await (await owner.context.request.get(`/api/projects/${id}/imports`)).json()
    expect(job).toMatchObject({ state: 'completed', imported: 2, duplicates: 1, rejected: 1 })
  }).toPass()

  // two people join by link and answer with keys; they differ on the second item
  const link = await invite(owner.context.request, id, 'annotator')
  const items: string[] = []
  for (const [name, second] of [
    ['Ada', '3'],
    ['Bram', '1'],
  ] as const) {
    const person = await seat(browser)
    await join(person.page, link, name)
    await person.page.goto(`/projects/${id}/annotate`)
    await expect(person.page.getByText('The cup is won')).toBeVisible()
    await person.page.keyboard.press('2')
    await expect(person.page.getByText('Shares fall')).toBeVisible()
    await person.page.keyboard.press(second)
    await expect(person.page.locator('.trail li')).toHaveCount(2)
    await expect(person.page.locator('.trail li.unsent')).toHaveCount(0)
    expect((await person.context.request.get(`/api/projects/${id}/disputes`)).status()).toBe(403)
    expect(person.problems).toEqual([])
    items.push(name)
    await person.context.close()
  }
  expect(items).toEqual(['Ada', 'Bram'])

  // the owner decides for the first answer
  await owner.page.goto(`/projects/${id}/disputes`)
  await owner.page.getByText('Shares fall').click()
  await expect(owner.page.getByText(/differ/).first()).toBeVisible()
  await owner.page.keyboard.press('1')
  await owner.page.keyboard.press('Control+Enter')
  await expect(async () => {
    expect((await (await owner.context.request.get(`/api/projects/${id}/disputes`)).json()).total).toBe(0)
  }).toPass()

  // the export carries what was decided and how
  await owner.page.goto(`/projects/${id}/export`)
  const [download] = await Promise.all([owner.page.waitForEvent('download'), owner.page.locator('a.btn.main[download]').click()])
  const rows = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(rows.map(row => [row.data.text ?? row.data.headline, row.label.topic, row.how, row.is_duplicate])).toEqual([
    ['The cup is won', 'sport', 'unanimous', false],
    ['The  CUP is won', 'sport', 'unanimous', true],
    ['Shares fall', 'business', 'review', false],
  ])
  expect(owner.problems).toEqual([])
})
