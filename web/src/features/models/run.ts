import type { DraftingRun } from '../../api/types'

export const isBusy = (run: DraftingRun | null) => run?.state === 'queued' || run?.state === 'running'

/** How far a run is, in percent: of the answers it gets in advance while it waits for them, else of its tasks. */
export function share(run: DraftingRun): number {
  const { preparation } = run
  if (run.stage === 'preparing' && preparation) {
    const here = preparation.answered + preparation.failed + preparation.done
    const all = preparation.answered + preparation.failed + preparation.waiting
    return all > 0 ? (here / all) * 100 : 0
  }
  return run.total > 0 ? (run.done / run.total) * 100 : 0
}
