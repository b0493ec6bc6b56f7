// What a hand does on an image, by real mouse events: one step a frame where the page keeps up.

/** Steps of a gesture. */
export const STEPS = 120

export async function drag(page, from, to, steps) {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps })
  await page.mouse.up()
}

export const onPane = async (page, x, y) => {
  const { left, top, width, height } = await page.locator('.canvas').evaluate(pane => pane.getBoundingClientRect().toJSON())
  return [left + x * width, top + y * height]
}

export const gestures = {
  draw: {
    prepare: page => page.keyboard.press('b'),
    run: async page => drag(page, await onPane(page, 0.2, 0.2), await onPane(page, 0.8, 0.8), STEPS),
    end: page => page.keyboard.press('Control+z'),
  },
  pan: {
    prepare: page => page.keyboard.press('.'),
    run: async page => {
      await page.keyboard.down('Space')
      await drag(page, await onPane(page, 0.8, 0.8), await onPane(page, 0.2, 0.2), STEPS)
      await page.keyboard.up('Space')
    },
  },
  zoom: {
    run: async page => {
      await page.mouse.move(...(await onPane(page, 0.5, 0.5)))
      for (let i = 0; i < STEPS; i++) await page.mouse.wheel(0, i < STEPS / 2 ? -12 : 12)
    },
  },
}
export const among = {
  move: {
    prepare: page => page.keyboard.press('v'),
    run: async page => drag(page, await middleOf(page, 250), await onPane(page, 0.5, 0.5), STEPS),
    end: page => page.keyboard.press('Control+z'),
  },
  'move at 100 %': {
    prepare: async page => {
      await page.keyboard.press('v')
      await page.keyboard.press('.')
    },
    run: async page => {
      const [x, y] = await middleOf(page, 250)
      await drag(page, [x, y], [x + 120, y + 90], STEPS)
    },
    end: page => page.keyboard.press('Control+z'),
  },
}

const middleOf = (page, index) =>
  page
    .locator('.scene .region')
    .nth(index)
    .evaluate(shape => {
      const { left, top, width, height } = shape.getBoundingClientRect()
      return [left + width / 2, top + height / 2]
    })
