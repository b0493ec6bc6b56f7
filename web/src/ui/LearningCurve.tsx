import type { LearningRound } from '../../api/types'
import { f, w } from '../../i18n'
import { useWidth } from '../../ui/useWidth'

const HEIGHT = 150
const { ownModel: words } = w.models

/** How right the model was on the random stream after so many labels, with the interval, at the measured width. */
export function LearningCurve({ rounds }: { rounds: readonly LearningRound[] }) {
  const [box, width] = useWidth<HTMLDivElement>()
  const measured = rounds.filter(round => round.evaluated > 0)
  const frame = { left: 40, right: width - 12, top: 8, bottom: HEIGHT - 22 }
  const most = measured.at(-1)?.labels ?? 1
  const x = (labels: number) => frame.left + (labels / most) * (frame.right - frame.left)
  const y = (share: number) => frame.bottom - share * (frame.bottom - frame.top)
  const points = measured.map(round => ({
    x: x(round.labels),
    y: y(round.right / round.evaluated),
    low: y(round.low),
    high: y(round.high),
  }))
  const line = points.map(point => `${point.x} ${point.y}`).join('L')
  const band = `${points.map(point => `${point.x} ${point.high}`).join('L')}L${points
    .toReversed()
    .map(point => `${point.x} ${point.low}`)
    .join('L')}Z`
  const last = measured.at(-1)
  const end = points.at(-1)
  if (!last || !end) return null
  return (
    <div ref={box} className="learningcurve">
      <svg width={width} height={HEIGHT} role="img" aria-label={words.curve(last.right / last.evaluated, last.labels)}>
        {[0, 0.5, 1].map(share => (
          <g key={share}>
            <path className="ax" d={`M${frame.left} ${y(share)}H${frame.right}`} />
            <text x={frame.left - 6} y={y(share) + 4} textAnchor="end">
              {f.percent(share)}
            </text>
          </g>
        ))}
        <path className="band" d={`M${band}`} />
        <path className="ln" d={`M${line}`} />
        <circle className="dot" cx={end.x} cy={end.y} r={3.5} />
        <text x={frame.left} y={HEIGHT - 5}>
          {f.num(0)}
        </text>
        <text x={frame.right} y={HEIGHT - 5} textAnchor="end">
          {words.labels(most)}
        </text>
      </svg>
    </div>
  )
}
