import { expect, test } from '@playwright/test'
import { faults } from './faults'
import { asOwner, project, seat } from './people'

const rows = Array.from({ length: 12 }, (_, i) => `Headline number ${i + 1}.`)
const truth = (i: number) => (i % 2 === 0 ? 'world' : 'sport')
/** Fifteen people who are right but for one headline each, and one who says the opposite throughout. */
const people = Array.from({ length: 16 }, (_, i) => `w${i + 1}`)
const says = (person: number, i: number) => (person === 15 || person % 12 === i ? truth(i + 1) : truth(i))
const table = [
  'item,worker,label',
  ...rows.flatMap((row, i) => people.map((name, person) => `${row},${name},${says(person, i)}`)),
  'No such headline,w1,world',
].join('\n')

test('answers from elsewhere become votes, a method decides by them, and all can be taken back', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Crowd', rows, 2)

  // a table of answers is told by its columns
  await page.goto(`/projects/${id}/import`)
  await page.getByTestId('file').setInputFiles({ name: 'votes.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await expect(page.getByRole('radio', { name: 'answers people gave elsewhere' })).toBeChecked()
  await expect(page.getByLabel('The person')).toHaveValue('worker')
  await page.getByLabel('Items are told apart by').fill('text')
  expect(await faults(page)).toEqual([])
  await page.getByRole('button', { name: 'Start the import' }).click()
  await page.waitForURL(/\/jobs$/)
  await expect(page.getByText('192 answers')).toBeVisible()
  await expect(page.getByText('1 refused')).toBeVisible()
  await page.getByText(/^What could not be read/).click()
  await expect(page.getByRole('cell', { name: /No item has it/ })).toBeVisible()

  // sixteen people are a crowd: shades without numbers, each leading to its pair
  await expect(page.getByRole('link', { name: /Queue 0 wait/ })).toBeVisible()
  await page.goto(`/projects/${id}/quality`)
  await expect(page.getByText(/Up to date: 192 answers to 12/)).toBeVisible()
  const cell = page.getByRole('link', { name: /^w16 and w1\b.*12 / })
  await expect(cell).toHaveText('')
  expect(await faults(page)).toEqual([])
  await cell.press('Enter')
  await expect(page.getByLabel('Rows').locator('option:checked')).toHaveText(/^w1?6?/)

  // with unanimity everything is disputed; Dawid-Skene knows whom to believe
  await expect(page.getByRole('link', { name: 'Resolve the 12 that are disputed' })).toBeVisible()
  await page.goto(`/projects/${id}/settings`)
  await page.getByRole('button', { name: 'Queue', exact: true }).click()
  await page.getByLabel('Answers become a label by').selectOption('dawid_skene')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.goto(`/projects/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('All 12 items are decided')
  const exported = (await (await context.request.get(`/api/projects/${id}/export?format=jsonl`)).text()).trim().split('\n')
  const labels = exported.map(line => JSON.parse(line) as { label: { topic: string }; how: string })
  expect(labels.map(line => line.label.topic)).toEqual(rows.map((_, i) => truth(i)))
  expect(new Set(labels.map(line => line.how))).toEqual(new Set(['dawid_skene']))

  // taken back as a whole
  await page.goto(`/projects/${id}/jobs`)
  await page.getByRole('article').filter({ hasText: 'votes.csv' }).getByRole('button', { name: 'Undo it all' }).click()
  await expect(page.getByText(/All 192 answers of this import are taken back/)).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo it all' }).click()
  await expect(page.getByRole('article').filter({ hasText: 'votes.csv' }).getByText('undone', { exact: true })).toBeVisible()
  await page.goto(`/projects/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('0 of 12')
  expect(problems).toEqual([])
})
