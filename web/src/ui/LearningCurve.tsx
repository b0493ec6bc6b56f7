import type { LearningRound, LabelSaving } from '../api/types'
import { f, w } from '../i18n'
import './learningCurve.css'
import { useWidth } from './useWidth'

const HEIGHT = 168
const { learningCurve: words } = w

/**
 * How right the model was on the random stream after so many labels, with the interval, at the measured width; beside it, where it was found,
 * what labels drawn by chance make of a model, and where these are expected to be as right.
 */
export function LearningCurve({ rounds, saving = null }: { rounds: readonly LearningRound[]; saving?: LabelSaving | null }) {
  const [box, width] = useWidth<HTMLDivElement>()
  const measured = rounds.filter(round => round.evaluated > 0)
  const last = measured.at(-1)
  if (!last) return null
  const random = saving?.curve ?? []
  const frame = { left: 40, right: width - 12, top: 8, bottom: HEIGHT - 22 }
  // A projection that lies far beyond what was measured would leave no room for it.
  const reached = saving?.random != null && saving.random <= 3 * last.labels ? saving.random : null
  const most = Math.max(last.labels, reached ?? 0, random.at(-1)?.labels ?? 0)
  const x = (labels: number) => frame.left + (labels / most) * (frame.right - frame.left)
  const y = (share: number) => frame.bottom - share * (frame.bottom - frame.top)
  const points = measured.map(round => ({
    x: x(round.labels),
    y: y(round.right / round.evaluated),
    low: y(round.low),
    high: y(round.high),
  }))
  const path = (of: readonly { x: number; y: number }[]) => `M${of.map(point => `${point.x} ${point.y}`).join('L')}`
  const band = `${points.map(point => `${point.x} ${point.high}`).join('L')}L${points
    .toReversed()
    .map(point => `${point.x} ${point.low}`)
    .join('L')}Z`
  const end = points.at(-1)
  const chance = random.map(point => ({ x: x(point.labels), y: y(point.random) }))
  const edge = chance.at(-1)
  const projection =
    edge && reached !== null && saving?.accuracy && x(reached) > edge.x ? { x: x(reached), y: y(saving.accuracy.value) } : null
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
        {chance.length > 0 && <path className="ln ctl" d={path(chance)} />}
        {edge && projection && <path className="ln ctl draft" d={`M${edge.x} ${edge.y}L${projection.x} ${projection.y}`} />}
        <path className="ln" d={path(points)} />
        {end && <circle className="dot" cx={end.x} cy={end.y} r={3.5} />}
        <text x={frame.left} y={HEIGHT - 5}>
          {f.num(0)}
        </text>
        <text x={frame.right} y={HEIGHT - 5} textAnchor="end">
          {words.labels(most)}
        </text>
      </svg>
      {chance.length > 0 && (
        <p className="sm dim curvekey">
          <span>
            <i className="own" /> {words.own}
          </span>
          <span>
            <i /> {words.random}
          </span>
          {projection && (
            <span>
              <i className="projected" /> {words.projected}
            </span>
          )}
        </p>
      )}
    </div>
  )
}
