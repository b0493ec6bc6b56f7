import { expect, test } from '@playwright/test'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { faults } from './faults'
import { answer, asOwner, invite, post, project, seat } from './people'
import { apart } from './server'

const rows = ['A vote in the stadium', 'The minister kicks off', 'Shares of a football club', 'A match of parliaments']

/** Answers as servers do that speak OpenAI's API. It is no model: what it says is written here. */
async function provider() {
  const server = createServer(async (request, reply) => {
    let body = ''
    for await (const part of request) body += part
    reply.setHeader('Content-Type', 'application/json')
    const drafted = { topic: { answer: 'sport', confidence: 0.9 } }
    const opinion = {
      reasons: 'The item is about the game.',
      guideline_clarification: 'A game is sport wherever it is told of.',
      answers: { topic: { answer: 'sport', confidence: 0.9 } },
    }
    reply.end(
      JSON.stringify({
        id: '1',
        object: 'chat.completion',
        created: 0,
        model: 'm',
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: { role: 'assistant', content: JSON.stringify(body.includes('disagree') ? opinion : drafted) },
          },
        ],
        usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      }),
    )
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, stop: () => server.close() }
}

test('a language model gives its opinion on disputes, the reviewer takes it, and the guidelines take its clarification', async ({
  browser,
}) => {
  const model = await provider()
  await apart({ ASSAY_OPENAI_URL: model.at, OPENAI_API_KEY: 'secret' }, async () => {
    const { page, context, problems } = await seat(browser)
    await asOwner(context.request)
    const id = await project(context.request, 'Arbiter', rows, 2)
    const other = await seat(browser)
    const invitation = await invite(context.request, id, 'annotator')
    await post(other.context.request, `/invitations/${invitation.split('/').pop()}`, {
      name: 'Pia',
      email: 'pia@example.org',
      password: 'a long enough secret',
    })
    for (const _ of rows) {
      await answer(context.request, id, () => 'sport')
      await answer(other.context.request, id, () => 'world')
    }
    await post(context.request, `/projects/${id}/model-setups`, {
      name: 'judge',
      kind: 'llm',
      settings: { model: 'openai/m', examples: 0 },
    })

    await page.goto(`/projects/${id}/models`)
    await page.getByRole('button', { name: 'Draft all tasks' }).click()
    const estimate = page.getByRole('dialog', { name: /What it would cost/ })
    await expect(estimate).toContainText('About 4 requests')
    await estimate.getByRole('button', { name: 'Cancel' }).click()

    await page.goto(`/projects/${id}/disputes`)
    await page.getByText('Ask a model').click()
    await page.getByLabel('Which one is asked about disputes').selectOption('judge')
    await page.getByLabel('They decide, when they are right often enough').check()
    await expect(page.getByLabel('At least this share is right')).toHaveValue('90')
    await page.getByLabel('Shown to whoever decides').check()
    await page.getByLabel('Share that people decide without it').fill('0')
    await page.getByRole('button', { name: 'Save' }).click()
    const asking = page.getByRole('dialog', { name: /What it would cost: judge/ })
    await expect(asking).toContainText('About 4 requests')
    await asking.getByRole('button', { name: 'Ask about them' }).click()
    await expect(page.getByText('judge gives its opinion')).toBeVisible()
    await expect(page.getByRole('heading', { name: /For the guidelines/ })).toBeVisible()
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 1000 })
      expect(await faults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/arbiter-${width}.png`, fullPage: true })
    }
    await page.setViewportSize({ width: 1440, height: 1000 })

    await page.goto(`/projects/${id}/models`)
    await page.getByRole('button', { name: 'Remove' }).click()
    const removing = page.getByRole('dialog', { name: /Remove: judge/ })
    await removing.getByRole('button', { name: 'Remove' }).click()
    await expect(removing.getByRole('alert')).toContainText('it is the arbiter of disputes')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/remove.png` })
    await removing.getByRole('button', { name: 'Cancel' }).click()
    await page.goto(`/projects/${id}/disputes`)
    await page.getByLabel('The sentence to add').first().fill('A game is sport.')
    await page.getByRole('button', { name: 'Add to the guidelines' }).first().click()
    await expect(page.getByText('It is in the guidelines, as a new version.')).toBeVisible()
    await expect(page.getByLabel('The sentence to add')).toHaveCount(3)
    const { text } = await (await context.request.get(`/api/projects/${id}/guidelines`)).json()
    expect(text).toContain('- A game is sport.')

    await page.locator('.disputelist .rowlink').first().click()
    const opinion = page.getByRole('region', { name: 'A model’s opinion' })
    await expect(opinion).toContainText('The item is about the game.')
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      expect(await faults(page)).toEqual([])
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/opinion-${scheme}.png` })
    }
    await page.keyboard.press('o')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Decided.')).toBeVisible()
    expect((await (await context.request.get(`/api/projects/${id}/tasks?status=completed`)).json()).tasks).toHaveLength(1)

    // what it was asked when it drafts is seen by whoever manages
    await post(context.request, `/projects/${id}/model-setups/1/run`, { all: true })
    await expect
      .poll(async () => (await (await context.request.get(`/api/projects/${id}/model-setups`)).json())[0].run?.state)
      .toBe('completed')
    const { tasks } = await (await context.request.get(`/api/projects/${id}/tasks`)).json()
    await page.goto(`/projects/${id}/data/${tasks[0].id}`)
    await page.getByText('Prompt', { exact: true }).click()
    await expect(page.getByRole('region', { name: 'For every item' })).toContainText('You label items for a data set.')
    await expect(page.getByText('Hash of the request')).toBeVisible()
    expect(await faults(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/prompt.png`, fullPage: true })
    await page.goto(`/projects/${id}/models`)
    await page.getByLabel('Tokens at most').fill('100000')
    await page.locator('section', { hasText: 'What language models may cost' }).getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    expect((await (await context.request.get(`/api/projects/${id}/spending`)).json()).limits.mostTokens).toBe(100_000)
    expect(problems).toEqual([])
    await context.close()
    await other.context.close()
  }).finally(model.stop)
})
