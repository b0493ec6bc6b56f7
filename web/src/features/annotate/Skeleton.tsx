import { w } from '../../i18n'

const LINES = [82, 96, 91, 100, 64]

/** The shape of what comes, in its place, so that nothing jumps. */
export function Skeleton({ side = false }: { side?: boolean }) {
  const bars = (side ? [70, 50, 60, 45, 55, 40] : LINES).map((width, i) => (
    <div key={i} className="skel bar" style={{ width: `${width}%` }} />
  ))
  if (side) return <div className="bars side-bars">{bars}</div>
  return (
    <article className="item" aria-busy="true" aria-label={w.common.loading}>
      <div className="column">
        <div className="bars">{bars}</div>
      </div>
    </article>
  )
}
