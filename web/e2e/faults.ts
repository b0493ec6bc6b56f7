import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Keycaps are hidden from screen readers, which announce the shortcut itself; this experimental rule takes them for the visible name. */
const hiddenKeycaps = 'label-content-name-mismatch'

/**
 * What axe finds wrong with the page as it stands: the rule and the first element of each, nothing where all is sound. Our pages have no frames, and what passes is not told: without either axe needs no second
 * page, and a fraction of the time.
 */
export async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .disableRules([hiddenKeycaps])
    .analyze()
  return violations.map(violation => `${violation.id}: ${violation.nodes[0]?.html}`)
}
