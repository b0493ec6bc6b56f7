import { expect, test } from '@playwright/test'
import { faults } from './faults'
import { answer, asOwner, importRows, post, project, seat } from './people'

const rows = [
  'The match ended with a late goal',
  'The minister spoke in parliament',
  'Shares rose after the merger',
  'A goal from the halfway line',
  'Nothing happened at all',
]

test('rules are written, tried, run, and their drafts reach the annotator', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Rules', rows)
  await page.goto(`/projects/${id}/models`)
  await expect(page.getByText('None is set up.')).toBeVisible()
  await page.getByRole('link', { name: 'New model' }).click()

  const rules = page.getByRole('textbox', { name: 'Rules', exact: true })
  await expect(rules).toHaveValue(/labels: \[world, sport, business\]/)
  await rules.fill(
    'question: topic\nlabels: [world, sport]\nrules:\n  - {label: sport, keywords: [goal]}\n  - {label: moon, keywords: [a]}',
  )
  await expect(page.getByRole('alert')).toContainText('moon')
  const files = page.locator('input[type=file]')
  await rules.fill('question: topic\nlabels: [world, sport]\nrules:\n  - {label: world, gazetteer: events.txt}')
  await expect(page.getByRole('alert')).toContainText('there is no gazetteer "events.txt" here')
  await files.setInputFiles({ name: 'events.txt', mimeType: 'text/plain', buffer: Buffer.from([0xff]) })
  await expect(page.getByText('events.txt is no text in UTF-8.')).toBeVisible()
  await files.setInputFiles({ name: 'events.txt', mimeType: 'text/plain', buffer: Buffer.from('the merger\n\nin parliament\n') })
  await expect(page.getByText('2 phrases')).toBeVisible()
  await expect(page.getByText('2 of 5 items would get a draft.')).toBeVisible()
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/gazetteer.png`, fullPage: true })
  await page.getByRole('button', { name: 'Remove events.txt' }).click()
  await expect(page.getByRole('alert')).toContainText('events.txt')
  await rules.fill(
    'question: topic\nlabels: [world, sport]\nrules:\n  - {name: goals, label: sport, keywords: [goal]}\n  - {label: world, regex: "minist"}',
  )
  await expect(page.getByText('3 of 5 items would get a draft.')).toBeVisible()
  await expect(page.getByRole('row', { name: /goals/ })).toContainText('2')
  await page.getByLabel('Name').fill('words')
  await page.getByLabel('Draft new imports by itself').check()
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faults(page)).toEqual([])
  }

  await page.getByRole('button', { name: 'Save and draft open tasks' }).click()
  await expect(page.getByText('3 drafted').first()).toBeVisible()
  await expect(page.getByText('2 abstained')).toBeVisible()
  await expect(page.getByText('drafts new imports')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /Show drafts of words/ })).toBeChecked()
  expect(await faults(page)).toEqual([])

  await page.locator('details.accept summary').click()
  await page.getByLabel('From a chance I set').check()
  await page.getByLabel('From a chance of being right of').fill('90')
  await page.getByLabel('Share that goes to people anyway').fill('0')
  await page.locator('details.accept').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('3 accepted')).toBeVisible()
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Take all back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take all back' }).click()
  await expect(page.getByText('3 accepted')).toBeHidden()

  await page.getByLabel('Keep drafts back on').selectOption('10')
  await expect(page.getByText('No answer to a task with a draft since then.')).toBeVisible()
  await page.getByLabel('Keep drafts back on').selectOption('0')
  await expect(page.getByText(/Nothing is measured/)).toBeVisible()

  await page.getByLabel('Score how hard tasks are').check()
  await page.getByLabel('Easiest tasks that come first').fill('1')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await expect(page.getByText('3 by the doubts of models')).toBeVisible()
  await expect(page.getByText('2 by their words')).toBeVisible()
  expect(await faults(page)).toEqual([])
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/models.png`, fullPage: true })
  await page.getByLabel('Score how hard tasks are').uncheck()
  await page.getByRole('button', { name: 'Save' }).last().click()

  await page.goto(`/projects/${id}/models/new`)
  for (const [kind, missing] of [
    ['Zero-shot choice', 'no published model'],
    ['GLiNER spans', 'no published model'],
    ['Language model', 'no key of a language model'],
    ['ML backend', 'may ask no ML backend'],
  ] as const) {
    await page.getByRole('button', { name: kind }).click()
    await expect(page.getByText(missing)).toBeVisible()
    expect(await faults(page)).toEqual([])
  }

  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('The match ended with a late goal')).toBeVisible()
  await expect(page.getByText(/The draft is words/)).toBeVisible()

  await page.goto(`/projects/${id}/models`)
  await page.getByRole('checkbox', { name: /Show drafts of words/ }).click()
  await expect(page.getByText('Nobody sees a draft yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('None is set up.')).toBeVisible()
  expect(problems).toEqual([])
  await context.close()
})

test('a model that drafts imports by itself is asked about new rows, and its confidence is held against labels', async ({
  browser,
}) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const texts = Array.from(
    { length: 40 },
    (_, i) => `${i % 4 === 0 ? 'A vote on the stadium' : 'The match'}, and a goal, number ${i}`,
  )
  const id = await project(context.request, 'Sure', texts)
  await post(context.request, `/projects/${id}/model-setups`, {
    name: 'words',
    kind: 'rules',
    settings: { yaml: 'question: topic\nlabels: [world, sport]\nrules:\n  - {label: sport, keywords: [goal]}' },
    draftsImports: true,
  })
  await importRows(context.request, id, ['One more goal'])
  await page.goto(`/projects/${id}/models`)
  await expect(page.locator('#main').getByText('41 drafted')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('checkbox', { name: /Show drafts of words/ }).click()
  for (const _ of texts) await answer(context.request, id, text => (text.startsWith('A vote') ? 'world' : 'sport'))

  await page.reload()
  const section = page.locator('section', { has: page.getByRole('heading', { name: /How sure, and how right/ }) })
  await section.locator('summary').click()
  await expect(section.getByText('Of 40 drafts, 75 % are right; it says 100 % on average.')).toBeVisible()
  await expect(section.getByRole('row', { name: /100 %/ })).toContainText('75')
  const accepting = page.locator('section', { has: page.getByRole('heading', { name: /Accept sure drafts unseen/ }) })
  await accepting.locator('summary').click()
  await accepting.getByLabel('From a chance I set').check()
  await expect(accepting.getByText('By its calibration no draft has that chance.')).toBeVisible()
  await accepting.getByLabel('From a chance of being right of').fill('70')
  await expect(accepting.getByText(/By its calibration/)).toContainText('100')
  for (const scheme of ['light', 'dark'] as const)
    for (const width of [1440, 390]) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 900 })
      expect(await faults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sure-${scheme}-${width}.png`, fullPage: true })
    }
  expect(problems).toEqual([])
  await context.close()
})
