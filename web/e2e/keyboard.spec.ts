import { expect, test } from '@playwright/test'
import { asOwner, project, seat } from './people'

test('the palette takes what is typed at once, and a question before something is lost starts at Cancel', async ({ browser }) => {
  const { page, context, problems } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Palette', ['One.'])
  await page.goto(`/projects/${id}/jobs`)
  await page.getByRole('button', { name: 'Undo it all' }).click()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('peop')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/people$/)
  expect(problems).toEqual([])
})

test('a text longer than the window is read by keys, and the next one starts at its top', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Long', [`Begins. ${'All of it is words. '.repeat(10_000)}`, 'Short.'])
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('Begins.')).toBeVisible()
  const top = () => page.evaluate(() => document.querySelector('article.item')?.scrollTop ?? -1)
  for (const key of ['Space', 'PageDown', 'ArrowDown']) {
    const before = await top()
    await page.keyboard.press(key)
    await expect.poll(top).toBeGreaterThan(before)
  }
  await page.keyboard.press('Shift+Space')
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowUp')
  await expect.poll(top).toBe(0)
  await page.keyboard.press('Space')
  await page.keyboard.press('1')
  await expect(page.getByText('Short.', { exact: true })).toBeVisible()
  expect(await top()).toBe(0)
})

test('the next task is on screen in the frame after the key', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Frames', ['First.', 'Second.', 'Third.'])
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByText('First.')).toBeVisible()
  const shown = await page.evaluate(
    () =>
      new Promise<string | undefined>(tell => {
        requestAnimationFrame(() => {
          dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1' }))
          requestAnimationFrame(() => tell(document.querySelector('article.item .read')?.textContent))
        })
      }),
  )
  expect(shown).toBe('Second.')
})

const everything = {
  fields: [{ name: 'text', kind: 'text' }],
  questions: [
    {
      name: 'place',
      kind: 'choice',
      mode: 'taxonomy',
      title: 'Where does it belong?',
      labels: [
        { name: 'home', title: 'Home', children: [{ name: 'desks', title: 'Desks' }] },
        { name: 'books', title: 'Books' },
      ],
    },
    {
      name: 'tags',
      kind: 'choice',
      mode: 'multiple',
      title: 'What applies?',
      labels: Array.from({ length: 12 }, (_, i) => ({ name: `t${i + 1}`, title: `Tag ${i + 1}` })),
    },
    { name: 'stars', kind: 'rating', title: 'How good is it?', min: 1, max: 5, required: false },
    { name: 'note', kind: 'text', title: 'Say it in a sentence.', multiline: true },
  ],
}

for (const width of [1440, 390])
  test(`every kind of question is answered by keys alone, and what answers stays in sight: ${width} px`, async ({ browser }) => {
    const { page, context, problems } = await seat(browser)
    await page.setViewportSize({ width, height: 844 })
    await asOwner(context.request)
    const id = await project(context.request, `Everything ${width}`, ['First.', 'Second.'], 1, everything)
    await page.goto(`/projects/${id}/annotate`)
    await expect(page.getByText('First.')).toBeVisible()
    const answer = page.getByRole('button', { name: 'Answer', exact: true })
    await expect(answer).toBeInViewport({ ratio: 1 })

    for (const key of ['1', '1', 'Backspace', 'j', '2', 'w', 'j']) await page.keyboard.press(key)
    // The options of a rating are one stop of Tab; the arrow keys go through them, and Space chooses.
    await page.getByRole('radio', { name: '1', exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(page.getByRole('radio', { name: '3', exact: true })).toBeChecked()
    await page.keyboard.press('j')
    await page.keyboard.type('1 for s and z\nline two')
    await expect(answer).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('Second.')).toBeVisible()
    await expect(page.getByRole('heading', { name: /Where does it belong/ })).toBeInViewport({ ratio: 1 })

    await expect(async () => {
      const [mine] = await (await context.request.get(`/api/projects/${id}/mine`)).json()
      expect(mine.answers).toEqual({
        place: [['home', 'desks']],
        tags: ['t2', 't12'],
        stars: 3,
        note: '1 for s and z\nline two',
      })
    }).toPass()
    expect(problems).toEqual([])
  })

test('Enter answers from a field of one line', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const line = { fields: everything.fields, questions: [{ name: 'sum', kind: 'text', title: 'Sum it up.' }] }
  const id = await project(context.request, 'One line', ['First.', 'Second.'], 1, line)
  await page.goto(`/projects/${id}/annotate`)
  await expect(page.getByRole('textbox')).toBeFocused()
  await page.keyboard.type('short')
  await page.keyboard.press('Enter')
  await expect(page.locator('article.item').getByText('Second.')).toBeVisible()
  await expect(page.getByRole('textbox')).toBeFocused()
})
