// Outlines, points and strokes at three zooms, on screens with one and with two pixels to one of the page: what is stored is what was under the pointer.
import { expect, test } from '@playwright/test'
import { atWork, click, drag, isShown, labels, masks, runs, size, zoomTo, type Place } from './pictures'

const outlines = { kind: 'polygons', name: 'outlines', title: 'Outline the ships.', labels }
const pose = {
  kind: 'keypoints',
  name: 'pose',
  title: 'Where are the joints?',
  labels: [{ name: 'person' }],
  points: [{ name: 'head' }, { name: 'foot' }],
}

/** Places that are all in sight at each zoom, and far enough from each other on the screen. */
const zooms: readonly { zoom: number; corners: readonly [Place, Place, Place, Place] }[] = [
  { zoom: 0.3, corners: [[301, 203], [903, 211], [897, 797], [305, 803]] }, // prettier-ignore
  { zoom: 1, corners: [[451, 353], [753, 361], [747, 607], [455, 613]] }, // prettier-ignore
  { zoom: 4, corners: [[551, 443], [643, 451], [637, 517], [555, 523]] }, // prettier-ignore
]

for (const deviceScaleFactor of [1, 2])
  for (const { zoom, corners } of zooms) {
    const where = `at zoom ${zoom} with ${deviceScaleFactor} pixels of the screen to one of the page`

    test(`outlines, points and strokes are kept to the pixel ${where}`, async ({ browser }) => {
      const { page, problems, answered } = await atWork(browser, where, [outlines, pose, masks], { deviceScaleFactor })
      const [first, second] = corners
      await isShown(page)
      await zoomTo(page, zoom, [600, 480])
      for (const at of corners) await click(page, at)
      await click(page, first)
      await expect(page.locator('.rows .row')).toHaveCount(1)

      await page.keyboard.press('j')
      await click(page, first)
      await click(page, second)
      await expect(page.locator('.rows .row')).toHaveCount(2)

      // The brush is a pixel wide: a level line paints the pixels from its first to its last.
      await page.keyboard.press('j')
      for (let i = 0; i < 14; i++) await page.keyboard.press('[')
      const [x, y] = first
      const length = Math.round(40 / zoom)
      await drag(page, [x + 0.5, y + 0.5], [x + length + 0.5, y + 0.5])
      await expect(page.locator('.rows .row').last()).toContainText(`${length + 1} pixels`)

      await page.keyboard.press('Enter')
      await expect.poll(() => answered('masks').then(all => all?.length)).toBe(1)
      const [{ parts }] = await answered('outlines')
      expect(new Set(parts[0].outer.map(String))).toEqual(new Set(corners.map(String)))
      expect(await answered('pose')).toEqual([{ label: 'person', points: { head: [...first, 2], foot: [...second, 2] } }])
      const [mask] = await answered('masks')
      expect(runs(mask.counts).slice(0, 4)).toEqual([x * size.height + y, 1, size.height - 1, 1])
      expect(problems).toEqual([])
    })
  }
