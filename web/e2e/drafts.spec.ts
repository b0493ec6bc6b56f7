import { expect, test, type APIRequestContext, type Browser } from '@playwright/test'
import { faults } from './faults'
import { asOwner, post, project, seat } from './people'
import { filled, isShown, labels, onScreen, picture, size } from './pictures'

const schema = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    {
      kind: 'spans',
      name: 'who',
      title: 'Mark the names',
      labels: [
        { name: 'PER', title: 'Person' },
        { name: 'LOC', title: 'Place' },
      ],
    },
    {
      kind: 'choice',
      name: 'topic',
      title: 'Topic?',
      mode: 'single',
      labels: [{ name: 'travel' }, { name: 'work' }],
      required: false,
    },
  ],
}
const text = 'Ada met Grace in London and Paris.'
const at = (words: string, label: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length, label })
const draft = { who: [at('Ada', 'PER'), at('Grace', 'LOC'), at('London', 'LOC'), at('and', 'PER')], topic: 'travel' }

async function predict(request: APIRequestContext, id: number, answers: object) {
  const { tasks } = await (await request.get(`/api/projects/${id}/tasks`)).json()
  const predictions = tasks.map((task: { id: number }) => ({ taskId: task.id, answers, confidence: 0.8 }))
  expect(await post(request, `/projects/${id}/predictions`, { model: 'names', version: '1', predictions })).toEqual({
    stored: tasks.length,
    refused: [],
  })
}

async function open(browser: Browser, name: string, rows = [text]) {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, name, rows, 1, schema)
  await predict(context.request, id, draft)
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.locator('.marktag.draft')).toHaveCount(4)
  const story = async () => {
    const answered = async () => (await context.request.get(`/api/projects/${id}/mine`)).json()
    await expect.poll(async () => (await answered()).length).toBe(1)
    const mine = await answered()
    return (await context.request.get(`/api/projects/${id}/tasks/${mine[0].taskId}`)).json()
  }
  return { page, context, id, problems, story }
}

test('drafts are accepted, corrected and rejected by key, one or all, taken back, and kept through a reload; what became of them is told', async ({
  browser,
}) => {
  const { page, id, problems, story } = await open(browser, 'Drafts')
  const drafts = page.locator('.marktag.draft')
  const marks = page.locator('.marktag:not(.draft)')
  await expect(page.locator('.opt.draft')).toContainText('travel')
  await expect(page.locator('.opt.said'), 'nothing is chosen beforehand').toHaveCount(0)

  await page.keyboard.press('y')
  await expect(marks).toHaveText(/Person/)
  await expect(drafts).toHaveCount(3)
  // Grace was drafted as a place: accepted, and given its label.
  await page.keyboard.press('y')
  await page.keyboard.press('1')
  await expect(marks).toHaveCount(2)
  await page.getByRole('button', { name: 'Reject Person and' }).click()
  await expect(drafts).toHaveCount(1)

  // One change of the stack after the other comes back, drafts with them.
  await page.keyboard.press('Control+z')
  await expect(drafts).toHaveCount(2)
  await page.keyboard.press('Control+Shift+z')
  await expect(drafts).toHaveCount(1)

  await page.waitForResponse(reply => reply.url().endsWith('/draft') && reply.ok())
  await page.reload()
  await expect(drafts).toHaveCount(1)
  await expect(marks).toHaveCount(2)

  // Enter does not take what is open.
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'A draft is still open' })).toBeVisible()
  await page.keyboard.press('Enter')
  const told = await story()
  const [said] = told.annotations
  expect(said.answers).toEqual({ who: [at('Ada', 'PER'), at('Grace', 'PER')] })
  expect(said.draftUse.who).toEqual({ parts: ['accepted', 'corrected'], rejected: 2 })

  await page.goto(`/projects/${id}/data/${told.id}`)
  await expect(page.getByText('From the draft: 1 accepted, 1 corrected, 3 rejected.')).toBeVisible()
  expect(problems).toEqual([])
})

test('all drafts at once, hidden ones are not known to the answer, and taken back they do not come again', async ({
  browser,
}) => {
  const { page, problems, story } = await open(browser, 'Drafts, all', [text, `${text} Again.`])
  await page.keyboard.press('Shift+Y')
  await expect(page.locator('.marktag:not(.draft)')).toHaveCount(4)
  await page.keyboard.press('j')
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await expect(page.locator('.marktag.draft')).toHaveCount(4)
  expect((await story()).annotations[0].draftUse).toEqual({
    who: { parts: ['accepted', 'accepted', 'accepted', 'accepted'] },
    topic: { parts: ['accepted'] },
  })
  await page.keyboard.press('z')
  await expect(page.locator('.marktag:not(.draft)')).toHaveCount(4)
  await page.keyboard.press('Delete')
  await expect(page.locator('.marktag.draft')).toHaveCount(0)
  expect(problems).toEqual([])
})

test('D hides drafts and brings them back', async ({ browser }) => {
  const { page } = await open(browser, 'Drafts, hidden')
  await page.keyboard.press('d')
  await expect(page.locator('.marktag.draft, .opt.draft')).toHaveCount(0)
  await page.reload()
  await expect(page.locator('.spantext')).toBeVisible()
  await expect(page.locator('.marktag.draft')).toHaveCount(0)
  await page.keyboard.press('d')
  await expect(page.locator('.marktag.draft')).toHaveCount(4)
})

test('drafts on an image are dashed, pointed at by a click, and stored as they were when accepted', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const question = (kind: string, more: object = {}) => ({ kind, name: kind, title: kind, labels, ...more })
  const questions = [
    question('boxes'),
    question('polygons'),
    question('keypoints', { points: [{ name: 'bow' }, { name: 'stern' }] }),
  ]
  const proposed = {
    boxes: [
      { label: 'ship', x: 100, y: 100, width: 300, height: 200 },
      { label: 'tug', x: 700, y: 500, width: 120, height: 80 },
    ],
    polygons: [{ label: 'tug', parts: [{ outer: [[500, 100], [700, 100], [600, 300]] }] }], // prettier-ignore
    keypoints: [{ label: 'ship', points: { bow: [200, 700, 2], stern: [400, 720, 1] } }],
  }
  const id = await filled(
    context.request,
    'Drafts, image',
    { fields: [{ name: 'photo', kind: 'image' }], questions },
    [{ photo: 'photo.bmp' }],
    { pictures: [{ name: 'photo.bmp', buffer: picture(size) }] },
  )
  const { tasks } = await (await context.request.get(`/api/projects/${id}/tasks`)).json()
  const send = (answers: object) =>
    post<{ stored: number; refused: object[] }>(context.request, `/projects/${id}/predictions`, {
      model: 'detector',
      version: '4',
      predictions: [{ taskId: tasks[0].id, answers }],
    })
  expect(await send(proposed)).toEqual({ stored: 1, refused: [] })

  await page.goto(`/projects/${id}/annotate`)
  await isShown(page)
  await expect(page.locator('.scene .region.draft')).toHaveCount(4)
  expect(
    await page
      .locator('.scene .region.draft .shape')
      .first()
      .evaluate(shape => getComputedStyle(shape).strokeDasharray),
  ).not.toBe('none')
  expect(await faults(page)).toEqual([])

  // The second box by a click, the first by its key; then question by question.
  await page.keyboard.press('v')
  await page.mouse.click(...(await onScreen(page, [710, 510])))
  await expect(page.locator('.suggestions .row.here')).toContainText('Tug?')
  await page.keyboard.press('y')
  await page.keyboard.press('y')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+Y')
  await page.keyboard.press('j')
  await page.keyboard.press('y')
  await expect(page.locator('.scene .region.draft')).toHaveCount(0)
  await page.keyboard.press('Enter')
  const answered = async () => (await (await context.request.get(`/api/projects/${id}/mine`)).json())[0]?.answers
  await expect.poll(answered).toBeTruthy()
  expect(await answered()).toEqual(proposed)
  expect(problems).toEqual([])
})
