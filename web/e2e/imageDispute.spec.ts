import { randomUUID } from 'node:crypto'
import { expect, test, type APIRequestContext, type Browser } from '@playwright/test'
import { faults } from './faults'
import { asOwner, invite, post, seat } from './people'
import { boxes, pictures } from './pictures'

const box = (x: number, y: number, side: number) => ({ label: 'ship', x, y, width: side, height: side })
const olives = [box(100, 100, 300), box(700, 500, 200)]
const pias = [box(140, 130, 300)]

async function answer(request: APIRequestContext, project: number, said: readonly object[]) {
  const { tasks } = await post<{ tasks: { id: number }[] }>(request, `/projects/${project}/claims`, { count: 2 })
  for (const { id } of tasks)
    await post(request, `/projects/${project}/submissions`, {
      submissionId: randomUUID(),
      taskId: id,
      answers: { boxes: said },
      leadTimeMs: 1200,
      guidelineVersion: 0,
    })
}

/** Two tasks on which two people have drawn different boxes. */
async function disputed(browser: Browser, name: string) {
  const owner = await seat(browser)
  await owner.page.setViewportSize({ width: 1440, height: 1000 })
  await asOwner(owner.context.request)
  const id = await pictures(owner.context.request, name, boxes, { tasks: 2, overlap: 2 })
  const other = await seat(browser)
  const link = await invite(owner.context.request, id, 'annotator')
  const email = `pia.${id}@example.org`
  await post(other.context.request, `/invitations/${link.split('/').pop()}`, {
    name: 'Pia',
    email,
    password: 'a long enough secret',
  })
  await answer(owner.context.request, id, olives)
  await answer(other.context.request, id, pias)
  await other.context.close()
  return { ...owner, id }
}

test('people who drew different boxes are compared on the image; one answer is taken, another is corrected by hand', async ({
  browser,
}) => {
  const { page, context, id, problems } = await disputed(browser, 'Boxes that differ')
  const { disputes } = await (await context.request.get(`/api/projects/${id}/disputes`)).json()
  expect(disputes).toHaveLength(2)
  const final = async (task: number) =>
    (await (await context.request.get(`/api/projects/${id}/tasks/${task}`)).json()).final?.answers?.boxes
  const [first, second] = disputes.map((dispute: { taskId: number }) => dispute.taskId)
  const drawn = page.locator('.dpitem .scene .region')

  // looking at an answer shows it on the image, taking it makes it the final one
  await page.goto(`/projects/${id}/disputes/${first}`)
  await expect(page.getByRole('heading', { name: /Two people differ/ })).toBeVisible()
  const taken = page.locator('.takeit')
  const counts = async () => Promise.all([0, 1].map(async i => await taken.nth(i).locator('.regionlist li').count()))
  const [one, two] = await counts()
  expect([one, two].toSorted()).toEqual([1, 2])
  await expect(drawn).toHaveCount(one!)
  await taken.nth(1).hover()
  await expect(drawn).toHaveCount(two!)
  await page.keyboard.press('2')
  await page.mouse.move(5, 300)
  await expect(drawn).toHaveCount(two!)
  expect(await faults(page)).toEqual([])
  if (process.env.ASSAY_SHOTS) await page.screenshot({ path: `${process.env.ASSAY_SHOTS}/dispute.png` })
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => final(first)).toHaveLength(two!)

  // the second is corrected: taken, then its corner is pulled and a box is drawn
  await page.goto(`/projects/${id}/disputes/${second}`)
  await expect(page.getByRole('heading', { name: /Two people differ/ })).toBeVisible()
  await page.keyboard.press((await counts())[0] === 1 ? '1' : '2')
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.scene .region')).toHaveCount(1)
  const inDialog = async (at: readonly [number, number]) => {
    const { left, top, width } = await dialog.locator('.scene > img').evaluate(image => image.getBoundingClientRect().toJSON())
    return [left + (at[0] * width) / 1200, top + (at[1] * width) / 1200] as const
  }
  const pull = async (from: readonly [number, number], to: readonly [number, number]) => {
    await page.mouse.move(...(await inDialog(from)))
    await page.mouse.down()
    await page.mouse.move(...(await inDialog(to)), { steps: 4 })
    await page.mouse.up()
  }
  await dialog.locator('.rowname').first().click()
  await pull([440, 430], [500, 490])
  await pull([700, 500], [900, 700])
  await expect(dialog.locator('.rows .row')).toHaveCount(2)
  if (process.env.ASSAY_SHOTS) await page.screenshot({ path: `${process.env.ASSAY_SHOTS}/dispute-by-hand.png` })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(drawn).toHaveCount(2)
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => final(second)).toHaveLength(2)
  const near = (value: number) => expect.closeTo(value, -0.7)
  expect(await final(second)).toEqual([
    { label: 'ship', x: 140, y: 130, width: near(360), height: near(360) },
    { label: 'ship', x: near(700), y: near(500), width: near(200), height: near(200) },
  ])

  // the task's story has it all
  await page.goto(`/projects/${id}/data/${second}`)
  await expect(page.locator('.storyitem .scene .region')).toHaveCount(2)
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await faults(page)).toEqual([])
    if (process.env.ASSAY_SHOTS) await page.screenshot({ path: `${process.env.ASSAY_SHOTS}/story-${scheme}.png` })
  }
  expect(problems).toEqual([])
})
