import { expect, test } from '@playwright/test'
import { faults } from './faults'
import { asOwner, seat } from './people'
import { filled } from './pictures'

test('a conversation is imported, read and judged beside another, and whoever cannot see finds no fault in it', async ({
  browser,
}) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const turns = (answer: string) => [
    { role: 'user', content: 'Which way to the station?' },
    { role: 'assistant', content: answer },
  ]
  const id = await filled(
    context.request,
    'Two conversations',
    {
      fields: [{ name: 'a', kind: 'chat' }, { name: 'b', kind: 'chat', beside: true } as { name: string; kind: string }],
      questions: [{ kind: 'pairwise', name: 'better', title: 'Which answer is better?', a: 'a', b: 'b' }],
    },
    [{ a: turns('Left at the church.'), b: turns('I cannot say.') }],
  )
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('Left at the church.')).toBeVisible()
  await expect(page.getByText('I cannot say.')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await faults(page), colorScheme).toEqual([])
  }
  await page.keyboard.press('1')
  const answered = async () => (await (await context.request.get(`/api/projects/${id}/mine`)).json())[0]?.answers
  await expect.poll(answered).toEqual({ better: 'a' })
  expect(problems).toEqual([])
})
