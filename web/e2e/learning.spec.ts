import { expect, test } from '@playwright/test'
import { faults } from './faults'
import { answer, answerWith, asOwner, project, seat } from './people'

const words = {
  sport: ['goal', 'match', 'coach', 'league', 'striker', 'stadium'],
  world: ['minister', 'treaty', 'border', 'embassy', 'election', 'parliament'],
}
type Topic = keyof typeof words

/** A text of its topic's words and others. */
const text = (topic: Topic, i: number) =>
  `${words[topic][i % 6]} and ${words[topic][(i * 5 + 1) % 6]} on day ${i} of ${['spring', 'autumn', 'winter'][i % 3]}`

const topicOf = (said: string): Topic => (words.sport.some(word => said.includes(word)) ? 'sport' : 'world')

test('a project trains a model of its own, shows how right it is, and asks for the next tasks', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const rows = Array.from({ length: 120 }, (_, i) => text(i % 2 === 0 ? 'sport' : 'world', i))
  const id = await project(context.request, 'Learning', rows)
  await page.goto(`/projects/${id}/models`)
  await page.getByLabel('Train a model on what people label').check()
  await expect(page.getByLabel('Which tasks come first')).toHaveValue('hybrid')
  await page.getByLabel('Learns again after so many labels').fill('10')
  await page.getByLabel('Share that measures it').fill('30')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('no model yet')).toBeVisible()

  const turns = async () => (await (await context.request.get(`/api/projects/${id}/learning`)).json()).rounds.length
  await expect.poll(turns, { timeout: 30_000 }).toBe(1)
  for (const turn of [2, 3, 4]) {
    for (let i = 0; i < 12; i++) await answer(context.request, id, topicOf)
    await expect.poll(turns, { timeout: 30_000 }).toBe(turn)
  }

  await page.reload()
  await expect(page.getByText(/right \[/)).toBeVisible()
  await expect(page.getByRole('img', { name: /Learning curve/ })).toBeVisible()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faults(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/learning-${scheme}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 390, height: 900 })
  expect(await faults(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('the model learns most from this one')).toBeVisible()
  expect(problems).toEqual([])
  await context.close()
})

const names = ['Anna Berg', 'Clara Holm', 'Emil Lund', 'Frida Dahl', 'Gustav Ek', 'Hedda Moe']
const entities = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    { name: 'who', kind: 'spans', title: 'Who?', fields: ['text'], labels: [{ name: 'person', title: 'Person' }] },
    {
      name: 'tone',
      kind: 'choice',
      mode: 'single',
      title: 'Tone?',
      required: false,
      labels: [{ name: 'calm' }, { name: 'upset' }],
    },
  ],
}

test('of several questions the one that is learned is chosen: spans too, which are drafted', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const rows = Array.from(
    { length: 90 },
    (_, i) => `On day ${i} ${names[i % 6]} ${['spoke', 'left', 'wrote'][i % 3]} and ${names[(i * 5 + 1) % 6]} did not.`,
  )
  const id = await project(context.request, 'Names', rows, 1, entities)
  await page.goto(`/projects/${id}/models`)
  await page.getByLabel('Train a model on what people label').check()
  await expect(page.getByLabel('What it learns')).toHaveValue('tone')
  await page.getByLabel('What it learns').selectOption('who')
  await page.getByLabel('Learns again after so many labels').fill('10')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('no model yet')).toBeVisible()
  await expect(page.getByLabel('Which tasks come first').locator('option[value=token_uncertainty]')).toHaveCount(1)

  const turns = async () => (await (await context.request.get(`/api/projects/${id}/learning`)).json()).rounds.length
  await expect.poll(turns, { timeout: 30_000 }).toBe(1)
  for (const turn of [2, 3]) {
    for (let i = 0; i < 14; i++)
      await answerWith(context.request, id, text => ({
        who: names
          .filter(name => text.includes(name))
          .map(name => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length, label: 'person' })),
      }))
    await expect.poll(turns, { timeout: 30_000 }).toBe(turn)
  }

  await page.reload()
  await expect(page.getByText(/right \[|learned from/).first()).toBeVisible()
  expect(await faults(page)).toEqual([])
  const drafts = async () => (await (await context.request.get(`/api/projects/${id}/models`)).json())[0]?.predictions ?? 0
  await expect.poll(drafts, { timeout: 30_000 }).toBeGreaterThan(20)
  expect(problems).toEqual([])
  await context.close()
})
