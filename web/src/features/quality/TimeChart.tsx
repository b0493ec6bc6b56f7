import { useId } from 'react'
import type { TimeLine } from '../../api/types'
import { f, w } from '../../i18n'
import { useWidth } from '../../ui/useWidth'
import { GOAL } from './readings'
import { bandPath, linePath, runs, scales, type Figure, type Frame } from './timeline'

const HEIGHT = 168
/** Room for the words at the right end. */
const END = 92

/** α and percent agreement by period with their intervals, at the measured width. */
export function TimeChart({ line }: { line: TimeLine }) {
  const [box, width] = useWidth<HTMLDivElement>()
  const clip = useId()
  const frame: Frame = { left: 34, right: width - END, top: 10, bottom: HEIGHT - 24 }
  const { periods } = line
  const { x, y, ticks } = scales(periods, frame)
  const found = { percent: runs(periods, 'percent', x, y), alpha: runs(periods, 'alpha', x, y) }
  const last = (figure: Figure) => found[figure].at(-1)?.at(-1)
  const words = (figure: Figure) => {
    const estimate = periods[last(figure)?.index ?? -1]?.[figure]
    if (!estimate) return null
    return figure === 'percent'
      ? { name: f.percent(estimate.value), said: w.quality.timeLast.percent(f.percent(estimate.value)) }
      : { name: w.quality.timeLast.alpha(estimate.value), said: w.quality.timeLast.alpha(estimate.value) }
  }
  const ends = apart(last('percent')?.y, last('alpha')?.y)
  const dates = { from: f.date(periods[0]?.from ?? ''), to: f.date(periods.at(-1)?.from ?? '') }
  const said = w.common.list((['alpha', 'percent'] as const).flatMap(figure => words(figure)?.said ?? []))
  return (
    <div ref={box} className="chart">
      <svg width={width} height={HEIGHT} role="img" aria-label={w.quality.timeChart(dates.from, dates.to, said)}>
        <clipPath id={clip}>
          <rect x={frame.left - 4} y={0} width={frame.right - frame.left + 8} height={frame.bottom} />
        </clipPath>
        {ticks.map(tick => (
          <g key={tick}>
            <path className="ax" d={`M${frame.left} ${y(tick)}H${frame.right}`} />
            <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
              {f.tick(tick)}
            </text>
          </g>
        ))}
        <path
          className="goal"
          d={`M${frame.left} ${y(GOAL) - 1.5}H${frame.right}M${frame.left} ${y(GOAL) + 1.5}H${frame.right}`}
        />
        <g clipPath={`url(#${clip})`}>
          {(['percent', 'alpha'] as const).map(figure => (
            <g key={figure}>
              {found[figure].map(run => (
                <g key={run[0]?.index}>
                  <path className={`band ${figure}`} d={bandPath(run)} />
                  <path className={figure === 'alpha' ? 'ln' : 'ln ctl'} d={linePath(run)} />
                  {run.length === 1 && run[0] && <circle cx={run[0].x} cy={run[0].y} r={2.5} className={`dot ${figure}`} />}
                </g>
              ))}
            </g>
          ))}
        </g>
        {(['percent', 'alpha'] as const).map(figure => {
          const point = last(figure)
          const text = words(figure)
          return (
            point &&
            text && (
              <g key={figure}>
                <circle cx={point.x} cy={point.y} r={3.5} className={`dot ${figure}`} />
                <text className={figure === 'alpha' ? 's' : undefined} x={frame.right + 10} y={(ends[figure] ?? point.y) + 4}>
                  {figure === 'alpha' ? text.name : w.quality.timeSame(text.name)}
                </text>
              </g>
            )
          )
        })}
        <text x={frame.left} y={HEIGHT - 6}>
          {dates.from}
        </text>
        <text x={frame.right} y={HEIGHT - 6} textAnchor="end">
          {dates.to}
        </text>
      </svg>
    </div>
  )
}

const LINE = 14

/** The words at the ends of two lines, a line of text apart at least, the upper one above. */
function apart(percent: number | undefined, alpha: number | undefined): { percent?: number; alpha?: number } {
  if (percent === undefined || alpha === undefined || Math.abs(percent - alpha) >= LINE)
    return { ...(percent !== undefined && { percent }), ...(alpha !== undefined && { alpha }) }
  const middle = (percent + alpha) / 2
  return percent <= alpha
    ? { percent: middle - LINE / 2, alpha: middle + LINE / 2 }
    : { percent: middle + LINE / 2, alpha: middle - LINE / 2 }
}
