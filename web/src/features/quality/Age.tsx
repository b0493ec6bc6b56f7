import type { Quality } from '../../api/types'
import { w } from '../../i18n'
import { useNow } from '../../ui/useNow'

const SECOND = 1000

/** How old the numbers are. The line keeps its place, so that nothing jumps when they are counted anew. */
export function Age({ quality, items }: { quality: Quality; items: string }) {
  const now = useNow(SECOND)
  return (
    <p className="sm dim age">
      {quality.isCurrent
        ? w.quality.current(quality.answers, quality.itemsWithTwo, items)
        : w.quality.stale(now - Date.parse(quality.measuredAt))}
    </p>
  )
}
