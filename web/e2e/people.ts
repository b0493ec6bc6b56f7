import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Browser, BrowserContext, Page } from '@playwright/test'

/** The address of the server under test. */
export const url = () => process.env.ASSAY_URL ?? ''

const headers = { 'X-Assay': '1' }
export const owner = { name: 'Olive Owner', email: 'olive@example.org', password: 'a long enough secret' }

/** A browser of its own, as a person on another machine has. Errors of the page fail the test that looks at them. */
export async function seat(browser: Browser): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  const context = await browser.newContext({ baseURL: url() })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  return { page, context, problems }
}

/** Signs in the owner, whom e2e/server.ts has made. */
export async function asOwner(request: APIRequestContext) {
  const made = await request.post('/api/session', { headers, data: owner })
  if (!made.ok()) throw new Error(await made.text())
}

export async function post<T>(request: APIRequestContext, path: string, data: unknown): Promise<T> {
  const reply = await request.post(`/api${path}`, { headers, data })
  if (!reply.ok()) throw new Error(`${path}: ${reply.status()} ${await reply.text()}`)
  return (await reply.json()) as T
}

export const topics = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    {
      name: 'topic',
      kind: 'choice',
      mode: 'single',
      title: 'What is it about?',
      labels: [
        { name: 'world', title: 'World' },
        { name: 'sport', title: 'Sport' },
        { name: 'business', title: 'Business' },
      ],
    },
  ],
}

/** A project with rows in it. */
export async function project(request: APIRequestContext, name: string, rows: string[], overlap = 1, schema: object = topics) {
  const made = await post<{ id: number }>(request, '/projects', {
    name,
    schema,
    overlap,
    guidelines: '# Rules\n\nOne topic each.',
  })
  if (rows.length > 0) await importRows(request, made.id, rows)
  return made.id
}

/** Imports rows into a project, to the end. */
export async function importRows(request: APIRequestContext, projectId: number, rows: string[]) {
  const sent = await request.post(`/api/projects/${projectId}/uploads?fileName=rows.jsonl`, {
    headers: { ...headers, 'Content-Type': 'application/octet-stream' },
    data: Buffer.from(rows.map(text => JSON.stringify({ text })).join('\n')),
  })
  if (!sent.ok()) throw new Error(await sent.text())
  const job = await post<{ id: number }>(request, `/projects/${projectId}/imports`, {
    uploadId: (await sent.json()).uploadId,
    mapping: { text: 'text' },
  })
  for (;;) {
    const state = (await (await request.get(`/api/projects/${projectId}/imports/${job.id}`)).json()).state
    if (state === 'completed') break
    if (state === 'failed') throw new Error('the import failed')
  }
}

/** The path of a link that makes whoever opens it a member. */
export async function invite(request: APIRequestContext, projectId: number, role: string) {
  return (await post<{ link: string }>(request, `/projects/${projectId}/invitations`, { role })).link
}

/** Answers the next task by the API, as a person in another browser would. */
export async function answer(request: APIRequestContext, projectId: number, topic: (text: string) => string) {
  await answerWith(request, projectId, text => ({ topic: topic(text) }))
}

/** The same, with answers to whatever is asked. */
export async function answerWith(request: APIRequestContext, projectId: number, answers: (text: string) => object) {
  const { tasks } = await post<{ tasks: { id: number; data: { text: string } }[] }>(request, `/projects/${projectId}/claims`, {
    count: 1,
  })
  const [task] = tasks
  if (!task) throw new Error('there is no task to answer')
  await post(request, `/projects/${projectId}/submissions`, {
    submissionId: randomUUID(),
    taskId: task.id,
    answers: answers(task.data.text),
    leadTimeMs: 1200,
    guidelineVersion: 1,
  })
}

/** Opens an invitation in the browser and makes an account with it. */
export async function join(page: Page, link: string, name: string) {
  await page.goto(link.replace(/^https?:\/\/[^/]+/, ''))
  await page.locator('input[name=name]').fill(name)
  await page.locator('input[name=email]').fill(`${name.toLowerCase()}@example.org`)
  await page.locator('input[name=password]').fill('a long enough secret')
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(/\/projects\/\d+/)
}
