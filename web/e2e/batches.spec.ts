import { expect, test } from '@playwright/test'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { faults } from './faults'
import { asOwner, post, project, seat } from './people'
import { apart } from './server'

const rows = Array.from({ length: 30 }, (_, place) => `Report ${place} of the match`)

/** Takes single requests and batches as servers do that speak Anthropic's API. It is no model: what it says is written here, and batches last until they are stopped. */
async function provider() {
  const batches: { id: string; created_at: string; requests: { custom_id: string }[]; stopped: boolean }[] = []
  const told = (batch: (typeof batches)[number]) => ({
    id: batch.id,
    type: 'message_batch',
    processing_status: batch.stopped ? 'ended' : 'in_progress',
    request_counts: {
      processing: batch.stopped ? 0 : batch.requests.length,
      succeeded: 0,
      errored: 0,
      canceled: batch.stopped ? batch.requests.length : 0,
      expired: 0,
    },
    created_at: batch.created_at,
    expires_at: batch.created_at,
    ended_at: batch.stopped ? batch.created_at : null,
    archived_at: null,
    cancel_initiated_at: batch.stopped ? batch.created_at : null,
    results_url: null,
  })
  const server = createServer(async (request, reply) => {
    let body = ''
    for await (const part of request) body += part
    reply.setHeader('Content-Type', 'application/json')
    const [, id, verb] = /\/messages\/batches\/([^/?]+)\/?(\w*)/.exec(request.url ?? '') ?? []
    const known = batches.find(batch => batch.id === id)
    if (known && verb === 'results') {
      reply.end(known.requests.map(one => JSON.stringify({ custom_id: one.custom_id, result: { type: 'canceled' } })).join('\n'))
    } else if (known) {
      known.stopped ||= verb === 'cancel'
      reply.end(JSON.stringify(told(known)))
    } else if (request.url?.includes('/messages/batches') && request.method === 'POST') {
      const batch = {
        id: `msgbatch_${batches.length}`,
        created_at: new Date().toISOString(),
        requests: JSON.parse(body).requests,
        stopped: false,
      }
      batches.push(batch)
      reply.end(JSON.stringify(told(batch)))
    } else if (request.url?.includes('/messages/batches')) {
      reply.end(JSON.stringify({ data: batches.map(told), has_more: false, first_id: null, last_id: null }))
    } else {
      reply.end(
        JSON.stringify({
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'm',
          content: [{ type: 'text', text: JSON.stringify({ topic: { answer: 'sport', confidence: 0.9 } }) }],
          stop_reason: 'end_turn',
          stop_sequence: null,
          usage: { input_tokens: 100, output_tokens: 10 },
        }),
      )
    }
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, batches, stop: () => server.close() }
}

test('a run that asks in batches says what it waits for, and is stopped', async ({ browser }) => {
  const model = await provider()
  const own = { ASSAY_ANTHROPIC_URL: model.at, ANTHROPIC_API_KEY: 'secret' }
  await apart(own, async () => {
    const { page, context, problems } = await seat(browser)
    await asOwner(context.request)
    const id = await project(context.request, 'Batches', rows)
    await post(context.request, `/projects/${id}/model-setups`, {
      name: 'many',
      kind: 'llm',
      settings: { model: 'anthropic/m', examples: 0, batches: true, prices: '3,15' },
    })

    await page.goto(`/projects/${id}/models`)
    await page.getByRole('button', { name: 'Draft open tasks' }).click()
    const estimate = page.getByRole('dialog', { name: /What it would cost/ })
    await expect(estimate).toContainText('About 30 requests')
    await estimate.getByRole('button', { name: 'Draft them' }).click()

    const many = page.locator('article.job', { hasText: 'many' })
    await expect(many).toContainText('waits for 29 requests at the provider')
    await expect(many).toContainText('looks again at')
    await expect(page.getByText('So far: 1 request, 110 tokens, 0.00.')).toBeVisible()
    expect(model.batches.map(batch => batch.requests.length)).toEqual([29])
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await faults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/batches-${width}.png`, fullPage: true })
    }

    await many.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => model.batches.every(batch => batch.stopped)).toBe(true)
    await expect(many.getByRole('button', { name: 'Draft open tasks' })).toBeVisible()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/batches-stopped.png`, fullPage: true })
    expect(problems).toEqual([])
  }).finally(model.stop)
})
