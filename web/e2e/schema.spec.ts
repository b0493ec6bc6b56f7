import { expect, test, type Page } from '@playwright/test'
import { faults } from './faults'
import { asOwner, project, seat } from './people'

const preview = (page: Page) => page.getByRole('region', { name: 'Preview of the annotate page' })

for (const scheme of ['light', 'dark'] as const)
  test(`attributes are made by form, drawn in the preview and saved: ${scheme}`, async ({ browser }) => {
    const { page, context, problems } = await seat(browser)
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width: 1440, height: 1000 })
    await asOwner(context.request)
    await page.goto('/projects/new')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Vehicles ${scheme}`)
    await page.getByRole('button', { name: /^Boxes in images/ }).click()

    await page.getByRole('button', { name: 'Ask a choice' }).click()
    const attribute = page.getByRole('group', { name: /^Attribute 1/ })
    // The server sees at once that it has no labels yet.
    await expect(attribute.getByText('has no labels').first()).toBeVisible()
    await attribute.getByLabel('The question').fill('Which way does it face?')
    const add = attribute.getByLabel('Add a label; paste many, one a line')
    for (const label of ['Left', 'Right']) {
      await add.fill(label)
      await add.press('Enter')
    }
    await attribute.getByRole('checkbox', { name: 'Bicycle' }).uncheck()
    await expect(attribute.getByText('has no labels')).toHaveCount(0)

    // The sample is drawn on, by key and by mouse.
    const canvas = preview(page).getByRole('group', { name: /^image/ })
    await canvas.scrollIntoViewIfNeeded()
    const at = (await canvas.boundingBox())!
    await page.mouse.move(at.x + at.width * 0.4, at.y + at.height * 0.6)
    await page.mouse.down()
    await page.mouse.move(at.x + at.width * 0.65, at.y + at.height * 0.85, { steps: 4 })
    await page.mouse.up()
    await expect(preview(page).getByRole('list', { name: '1 region' })).toBeVisible()
    await expect(preview(page).getByText('Which way does it face?')).toBeVisible()
    await canvas.press('3')
    await expect(preview(page).getByRole('radio', { name: /Bicycle/ })).toBeChecked()
    await expect(preview(page).getByText('Which way does it face?')).toHaveCount(0)
    expect(await faults(page)).toEqual([])

    await page.getByRole('button', { name: 'Create the project' }).click()
    await page.waitForURL(/\/projects\/\d+$/)
    const id = /\d+$/.exec(page.url())![0]
    const { schema } = await (await context.request.get(`/api/projects/${id}`)).json()
    expect(schema.questions[0].attributes).toMatchObject([
      {
        name: 'which_way_does_it_face',
        title: 'Which way does it face?',
        on: ['car', 'truck'],
        labels: [{ name: 'left' }, { name: 'right' }],
      },
    ])
    expect(problems).toEqual([])
  })

for (const scheme of ['light', 'dark'] as const)
  test(`a Label Studio label config becomes the schema, with what is lost: ${scheme}`, async ({ browser }) => {
    const { page, context, problems } = await seat(browser)
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width: 1440, height: 1000 })
    await asOwner(context.request)
    await page.goto('/projects/new')
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`From elsewhere ${scheme}`)
    await page.getByRole('button', { name: 'Import a Label Studio label config' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a Label Studio label config' })
    const config = dialog.getByLabel('Label config, XML')

    await config.fill('<View>\n  <Text name="t"')
    await dialog.getByRole('button', { name: 'Read it' }).click()
    await expect(dialog.getByRole('alert')).toContainText(/line 2, column \d+/)

    await config.fill(`<View>
  <Text name="text" value="$body"/>
  <Labels name="ner" toName="text"><Label value="Person" background="red" hotkey="1"/><Label value="Place"/></Labels>
  <EllipseLabels name="round" toName="text"><Label value="x"/></EllipseLabels>
</View>`)
    await dialog.getByRole('button', { name: 'Read it' }).click()
    const report = dialog.getByRole('status')
    await expect(report).toContainText('1 field to show and 1 question')
    await expect(report).toContainText('line 4 <EllipseLabels> left out')
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Use this schema' }).click()
    await expect(dialog).toHaveCount(0)

    // The schema is in the form, and the marks can be tried by key.
    await expect(page.getByRole('textbox', { name: 'Label', exact: true }).first()).toHaveValue('Person')
    const text = preview(page).locator('.textframe').first()
    await text.focus()
    await text.press('ArrowRight')
    await text.press('1')
    await expect(preview(page).locator('.rows')).toContainText('Person')
    await page.getByRole('button', { name: 'Create the project' }).click()
    await page.waitForURL(/\/projects\/\d+$/)
    const id = /\d+$/.exec(page.url())![0]
    const { schema } = await (await context.request.get(`/api/projects/${id}`)).json()
    expect(schema.fields).toMatchObject([{ name: 'body', kind: 'text' }])
    expect(schema.questions).toMatchObject([
      { name: 'ner', kind: 'spans', labels: [{ name: 'Person', key: '1' }, { name: 'Place' }] },
    ])
    expect(problems).toEqual([])
  })

test('a label asks in vain for a key that the editor needs, and is told what it does', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  await page.goto('/projects/new')
  await page.getByRole('button', { name: /^Boxes in images/ }).click()
  await page.getByLabel('Key of Car').fill('b')
  await expect(page.getByText(/the key "b" draws where "boxes" is answered/)).toBeVisible()
  await page.getByLabel('Key of Car').fill('m')
  await expect(page.getByText(/the key "b"/)).toHaveCount(0)
  // Without a key of its own a label gets one that is free.
  await expect(page.getByLabel('Key of Truck')).toHaveAttribute('placeholder', '1')
})

test('the preview of a project shows its own items, one after another, and stores nothing', async ({ browser }) => {
  const { page, context } = await seat(browser)
  await asOwner(context.request)
  const id = await project(context.request, 'Own items', ['The first of them.', 'The second of them.'])
  await page.goto(`/projects/${id}/settings`)
  await expect(preview(page)).toContainText(/The (first|second) of them\./)
  const first = await preview(page).locator('.read').first().textContent()
  await preview(page).getByRole('radio', { name: /Sport/ }).click()
  await expect(preview(page).getByRole('radio', { name: /Sport/ })).toBeChecked()
  await preview(page).getByRole('button', { name: 'Another item' }).click()
  await expect(preview(page).locator('.read').first()).not.toHaveText(first!)
  await expect(preview(page).getByRole('radio', { name: /Sport/ })).not.toBeChecked()
  const { answers } = await (await context.request.get(`/api/projects/${id}/overview`)).json()
  expect(answers).toBe(0)
})
