import { randomUUID } from 'node:crypto'
import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { faults } from './faults'
import { asOwner, invite, post, project, seat } from './people'

const schema = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    { kind: 'spans', name: 'who', title: 'Mark the names', labels: [{ name: 'PER', title: 'Person' }, { name: 'LOC', title: 'Place' }] },
    { kind: 'relations', name: 'born', title: 'Who was born where?', over: 'who', required: false, labels: [{ name: 'born_in', title: 'born in' }] },
  ],
} // prettier-ignore
const ada = { start: 0, end: 3, label: 'PER' }
const london = { start: 16, end: 22, label: 'LOC' }

async function answer(request: APIRequestContext, id: number, answers: object) {
  const { tasks } = await post<{ tasks: { id: number }[] }>(request, `/projects/${id}/claims`, { count: 1 })
  await post(request, `/projects/${id}/submissions`, {
    submissionId: randomUUID(),
    taskId: tasks[0]!.id,
    answers,
    leadTimeMs: 900,
    guidelineVersion: 0,
  })
  return tasks[0]!.id
}

async function noSeriousFault(page: Page, where: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faults(page), `${where}, ${colorScheme}`).toEqual([])
  }
}

test('people who marked different names are compared in the text, and whoever cannot see finds no fault in it', async ({
  browser,
}) => {
  const owner = await seat(browser)
  await asOwner(owner.context.request)
  const id = await project(owner.context.request, 'Names that differ', ['Ada was born in London.'], 2, schema)
  const other = await seat(browser)
  const link = await invite(owner.context.request, id, 'annotator')
  await post(other.context.request, `/invitations/${link.split('/').pop()}`, {
    name: 'Pia',
    email: `pia.${id}@example.org`,
    password: 'a long enough secret',
  })
  const relation = { label: 'born_in', from: ada, to: london }
  const task = await answer(owner.context.request, id, { who: [ada, london], born: [relation] })
  await answer(other.context.request, id, { who: [{ ...ada, label: 'LOC' }, london] })

  const { page } = owner
  await page.goto(`/projects/${id}/disputes/${task}`)
  await expect(page.getByRole('heading', { name: /Two people differ/ })).toBeVisible()
  await noSeriousFault(page, 'dispute')
  await page.keyboard.press('Shift+1')
  await page.keyboard.press('Enter')
  const final = async () => (await (await owner.context.request.get(`/api/projects/${id}/tasks/${task}`)).json()).final?.answers
  await expect.poll(final).toEqual({ who: [ada, london], born: [relation] })
  await page.goto(`/projects/${id}/data/${task}`)
  await expect(page.locator('.marktag')).toHaveCount(2)
  await noSeriousFault(page, 'story')
  expect(owner.problems).toEqual([])
})
