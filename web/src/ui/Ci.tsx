import type { CSSProperties } from 'react'
import type { Estimate } from '../api/types'
import { f } from '../i18n'

/** A value with its interval, drawn: a dot on a whisker, on an axis a column shares. */
export function Ci({
  estimate,
  from = 0,
  to = 1,
  width = '100%',
  label,
  goal,
}: {
  estimate: Pick<Estimate, 'value' | 'low' | 'high'>
  from?: number
  to?: number
  width?: string
  label?: string
  /** Drawn as a double line. */
  goal?: number
}) {
  const clamp = (x: number) => Math.min(to, Math.max(from, x))
  const style = {
    '--v': clamp(estimate.value),
    '--lo': clamp(estimate.low),
    '--hi': clamp(estimate.high),
    '--a': from,
    '--b': to,
    '--w': width,
  } as CSSProperties
  return (
    <span className="ci" style={style} role="img" aria-label={label ?? f.scoreRange(estimate.low, estimate.high)}>
      {goal !== undefined && <i style={{ '--t': goal } as CSSProperties} />}
    </span>
  )
}

/** The same in words: value semibold, interval lighter. No coefficient without it. */
export function EstimateText({ estimate, as }: { estimate: Estimate; as: 'percent' | 'score' }) {
  return (
    <span className="num nowrap">
      <b>{as === 'percent' ? f.percent(estimate.value) : f.score(estimate.value)}</b>{' '}
      <span>{`[${as === 'percent' ? f.percentRange(estimate.low, estimate.high) : f.scoreRange(estimate.low, estimate.high)}]`}</span>
    </span>
  )
}
