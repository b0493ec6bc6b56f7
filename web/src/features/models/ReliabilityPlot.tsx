import type { ConfidenceGroup } from '../../api/types'
import { f, w } from '../../i18n'

const SIZE = 220
const FRAME = { left: 40, right: SIZE - 8, top: 8, bottom: SIZE - 34 }
const TICKS = [0, 0.5, 1]
const { calibration: words } = w.models

const x = (confidence: number) => FRAME.left + confidence * (FRAME.right - FRAME.left)
const y = (share: number) => FRAME.bottom - share * (FRAME.bottom - FRAME.top)

/** The share that is right, with its interval, over the mean confidence of each group: on the dashed line a confidence is a chance. */
export function ReliabilityPlot({ groups }: { groups: readonly ConfidenceGroup[] }) {
  const calibrated = groups.flatMap(group => (group.chance === null ? [] : [`${x(group.confidence)} ${y(group.chance)}`]))
  return (
    <svg
      className="reliabilityplot"
      viewBox={`0 0 ${SIZE} ${SIZE}`}
      width={SIZE}
      height={SIZE}
      role="img"
      aria-label={words.plot}
    >
      {TICKS.map(tick => (
        <g key={tick}>
          <path className="ax" d={`M${FRAME.left} ${y(tick)}H${FRAME.right}M${x(tick)} ${FRAME.top}V${FRAME.bottom}`} />
          <text x={FRAME.left - 6} y={y(tick) + 4} textAnchor="end">
            {f.percent(tick)}
          </text>
          <text x={x(tick)} y={FRAME.bottom + 15} textAnchor={tick === 1 ? 'end' : 'middle'}>
            {f.percent(tick)}
          </text>
        </g>
      ))}
      <text x={(FRAME.left + FRAME.right) / 2} y={SIZE - 3} textAnchor="middle">
        {words.axis}
      </text>
      <path className="ln ctl draft" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
      {calibrated.length > 1 && <path className="ln ctl" d={`M${calibrated.join('L')}`} />}
      {groups.map(group => (
        <g key={group.from}>
          <path className="ln ctl" d={`M${x(group.confidence)} ${y(group.low)}V${y(group.high)}`} />
          <circle className="point" cx={x(group.confidence)} cy={y(group.right / group.drafts)} r={3.5} />
        </g>
      ))}
    </svg>
  )
}
