// Every editor with what can be seen of it: nothing said yet, something said and selected. For those who see, in both themes, and for those who do not.
// ASSAY_SHOTS=folder keeps a picture of each.
import { expect, test, type Page } from '@playwright/test'
import { faults } from './faults'
import { asOwner, seat } from './people'
import { boxes, click, drag, filled, isShown, labels, masks, picture, size } from './pictures'

interface Editor {
  readonly name: string
  readonly fields: readonly { name: string; kind: string; title?: string; beside?: boolean }[]
  readonly row: Record<string, unknown>
  readonly questions: readonly object[]
  /** Says something and selects it. */
  act(page: Page): Promise<void>
}

const photo = { fields: [{ name: 'photo', kind: 'image' }], row: { photo: 'photo.bmp' } }
const text = { fields: [{ name: 'text', kind: 'text' }], row: { text: 'Ada was born in London, Charles in Walworth.' } }
const attributes = [
  { kind: 'choice', mode: 'single', name: 'side', title: 'Which side?', labels: [{ name: 'port' }, { name: 'starboard' }] },
  { kind: 'text', name: 'note', title: 'Name on it', required: false },
]
const names = { kind: 'spans', name: 'names', title: 'Mark the names', labels: [{ name: 'PER', title: 'Person' }, { name: 'LOC', title: 'Place' }] } // prettier-ignore

const editors: readonly Editor[] = [
  {
    ...text,
    name: 'several questions',
    questions: [
      {
        kind: 'choice',
        mode: 'multiple',
        name: 'topics',
        title: 'What is it about?',
        labels: [{ name: 'life' }, { name: 'work' }],
      },
      { kind: 'rating', name: 'tone', title: 'How warm is it?', min: 1, max: 5, captions: { 1: 'cold', 5: 'warm' } },
      { kind: 'text', name: 'why', title: 'Why?', multiline: true, required: false },
    ],
    async act(page) {
      await page.getByRole('checkbox', { name: 'life' }).click()
      await page.getByRole('radio').nth(2).click()
      await page.getByRole('textbox', { name: 'Why?' }).fill('It says where they are from.')
    },
  },
  {
    ...text,
    name: 'spans and relations',
    questions: [
      { ...names, attributes: [attributes[1]] },
      { kind: 'relations', name: 'born', title: 'Who was born where?', over: 'names', required: false, labels: [{ name: 'born_in', title: 'born in', from: ['PER'], to: ['LOC'] }] }, // prettier-ignore
    ],
    async act(page) {
      for (const key of ['ArrowRight', '1', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', '2'])
        await page.keyboard.press(key)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Tab')
      await page.keyboard.press('r')
      await page.locator('.marktag').nth(1).click()
      await page.keyboard.press('1')
      await expect(page.locator('.arcs [data-relation]')).toHaveCount(1)
      await page.locator('.rows .row').first().click()
    },
  },
  {
    ...photo,
    name: 'boxes',
    questions: [{ ...boxes, attributes }],
    async act(page) {
      await drag(page, [100, 100], [500, 400])
      await drag(page, [600, 500], [900, 800])
    },
  },
  {
    ...photo,
    name: 'turned boxes',
    questions: [{ ...boxes, rotated: true }],
    async act(page) {
      await drag(page, [300, 300], [800, 600])
      await drag(page, [550, 375], [700, 420])
      await page.keyboard.press('i')
    },
  },
  {
    ...photo,
    name: 'polygons',
    questions: [{ kind: 'polygons', name: 'outlines', title: 'Outline the ships.', labels }],
    async act(page) {
      for (const at of [[200, 200], [600, 200], [700, 600], [300, 500]] as const) await click(page, at) // prettier-ignore
      await page.keyboard.press('Enter')
      for (const at of [[800, 300], [1000, 300]] as const) await click(page, at) // prettier-ignore
    },
  },
  {
    ...photo,
    name: 'masks',
    questions: [masks],
    async act(page) {
      await drag(page, [200, 200], [700, 500])
      await page.keyboard.press('Escape')
      await page.keyboard.press('2')
      await drag(page, [700, 300], [400, 700])
    },
  },
  {
    ...photo,
    name: 'keypoints',
    questions: [
      {
        kind: 'keypoints',
        name: 'pose',
        title: 'Where are the joints?',
        labels: [{ name: 'person' }],
        points: [{ name: 'head' }, { name: 'hip' }, { name: 'foot' }],
        edges: [['head', 'hip'], ['hip', 'foot']], // prettier-ignore
      },
    ],
    async act(page) {
      await click(page, [400, 200])
      await click(page, [420, 450])
    },
  },
  {
    name: 'image with its caption',
    fields: [...photo.fields, { name: 'caption', kind: 'text', beside: true }],
    row: { ...photo.row, caption: 'Two ships leave the harbour of Esbjerg.' },
    questions: [
      { ...boxes, required: false },
      { ...names, required: false },
    ],
    async act(page) {
      await drag(page, [100, 100], [500, 400])
    },
  },
  {
    name: 'ranking',
    fields: ['a', 'b', 'c'].map((name, i) => ({ name, kind: 'text', beside: i > 0 })),
    row: { a: 'A first answer.', b: 'A second answer.', c: 'A third answer.' },
    questions: [
      { kind: 'ranking', name: 'order', title: 'Which is better?', labels: ['a', 'b', 'c'].map(name => ({ name, field: name })) },
    ],
    act: page => page.keyboard.press('1'),
  },
  {
    name: 'pairs of answers',
    fields: [
      { name: 'a', kind: 'markdown', title: 'Answer A' },
      { name: 'b', kind: 'markdown', title: 'Answer B', beside: true },
    ],
    row: {
      a: 'In **London**, in 1815.',
      b: '- London\n- 10 December 1815',
    },
    questions: [{ kind: 'pairwise', name: 'better', title: 'Which answer is better?', a: 'a', b: 'b', bothBad: true }, { kind: 'text', name: 'why', title: 'Why?', required: false }], // prettier-ignore
    act: page => page.keyboard.press('1'),
  },
]

async function isSound(page: Page, what: string) {
  // A colour on its way from one theme to the other is neither.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(animation => animation.finished)))
  expect.soft(await faults(page), what).toEqual([])
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(wide, `${what} is wider than the window`).toBeLessThanOrEqual(0)
  if (process.env.ASSAY_SHOTS) await page.screenshot({ path: `${process.env.ASSAY_SHOTS}/${what.replaceAll(' ', '-')}.png` })
}

for (const { name, fields, row, questions, act } of editors)
  test(`the editor of ${name} is sound in both themes, wide and narrow, empty and used`, async ({ browser }) => {
    test.setTimeout(120_000)
    const { page, context, problems } = await seat(browser)
    await page.setViewportSize({ width: 1440, height: 900 })
    await asOwner(context.request)
    const pictures = 'photo' in row ? [{ name: 'photo.bmp', buffer: picture(size) }] : []
    const id = await filled(context.request, `Editor of ${name}`, { fields, questions }, [row], { pictures })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`/projects/${id}/annotate`)
    await (pictures.length > 0 ? isShown(page) : expect(page.locator('.qblock').first()).toBeVisible())
    await isSound(page, `${name} empty light`)
    await act(page)
    for (const [scheme, width] of [
      ['light', 1440],
      ['dark', 1440],
      ['dark', 390],
      ['light', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.setViewportSize({ width, height: 900 })
      await isSound(page, `${name} ${scheme} ${width}`)
    }
    expect(problems).toEqual([])
  })
