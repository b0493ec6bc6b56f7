import { useId } from 'react'
import type { Overview } from '../../api/types'
import { f, w } from '../../i18n'
import { useNow } from '../../ui/useNow'
import { useWidth } from '../../ui/useWidth'
import { bars, decidedCurve, niceTop, type Frame } from './chart'

const MINUTE = 60_000

export function DecidedCurve({ overview: o }: { overview: Overview }) {
  const [box, width] = useWidth<HTMLDivElement>()
  const now = useNow(MINUTE)
  const clip = useId()
  const frame: Frame = { left: 34, right: width - 10, top: 10, bottom: 126 }
  const curve = decidedCurve(o, frame, now)
  const last = curve.points.at(-1)
  const first = o.perDay.find(d => d.decided > 0)
  const line = curve.points.map(p => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join(' ')
  const { projection } = curve
  const end = projection && projection.x <= frame.right ? projection.x : null
  return (
    <div ref={box} className="chart">
      <svg width={width} height={146} role="img" aria-label={w.overview.curve(o.decided, o.finish?.at ?? null)}>
        <clipPath id={clip}>
          <rect x={frame.left} y={0} width={frame.right - frame.left} height={frame.bottom} />
        </clipPath>
        {[0, 0.5, 1].map(share => (
          <g key={share}>
            <path className="ax" d={`M${frame.left} ${curve.y(o.total * share)}H${frame.right}`} />
            <text x={frame.left - 8} y={curve.y(o.total * share) + 4} textAnchor="end">
              {f.tick(Math.round(o.total * share))}
            </text>
          </g>
        ))}
        {last && (
          <>
            <g clipPath={`url(#${clip})`}>
              {projection && (
                <path className="band" d={`M${last.x} ${last.y}L${projection.low} ${frame.top}H${projection.high}Z`} />
              )}
              {line && <path className="ln" d={`M${line}`} />}
              {projection && <path className="ln draft" d={`M${last.x} ${last.y}L${projection.x} ${frame.top}`} />}
            </g>
            <circle cx={last.x} cy={last.y} r={3.5} className="dot" />
            <text className="s" x={last.x - 8} y={Math.max(12, last.y - 7)} textAnchor="end">
              {last.x > frame.left + 60 ? f.num(o.decided) : ''}
            </text>
          </>
        )}
        {first && curve.todayX > frame.left + 90 && (
          <text x={frame.left} y={142}>
            {f.date(first.day)}
          </text>
        )}
        <text x={Math.min(curve.todayX, frame.right)} y={142} textAnchor={curve.todayX > frame.right - 40 ? 'end' : 'middle'}>
          {w.overview.todayTick}
        </text>
        {end !== null && end > curve.todayX + 60 && o.finish && (
          <text x={end} y={142} textAnchor={end > frame.right - 30 ? 'end' : 'middle'}>
            {f.date(o.finish.at)}
          </text>
        )}
      </svg>
    </div>
  )
}

export function DayBars({ overview: o }: { overview: Overview }) {
  const [box, width] = useWidth<HTMLDivElement>()
  const days = o.perDay.slice(-(width < 340 ? 14 : 21))
  const values = days.map(d => d.answers)
  const top = niceTop(Math.max(...values, 1))
  const frame: Frame = { left: 34, right: width - 74, top: 10, bottom: 84 }
  const drawn = bars(values, frame)
  const y = (value: number) => frame.bottom - (value / top) * (frame.bottom - frame.top)
  const lastBar = drawn.at(-1)
  return (
    <div ref={box} className="chart">
      <svg width={width} height={104} role="img" aria-label={w.overview.fastBars(o.answersToday)}>
        {[0, top / 2, top].map(tick => (
          <g key={tick}>
            <path className="ax" d={`M${frame.left} ${y(tick)}H${frame.right}`} />
            <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
              {f.tick(tick)}
            </text>
          </g>
        ))}
        {drawn.map((bar, i) => (
          <rect key={days[i]?.day} {...bar} className={i === drawn.length - 1 ? 'daybar today' : 'daybar'}>
            <title>{`${f.date(days[i]?.day ?? '')}: ${w.common.answers(values[i] ?? 0)}`}</title>
          </rect>
        ))}
        <text x={frame.left} y={100}>
          {f.date(days[0]?.day ?? '')}
        </text>
        {lastBar && (
          <>
            <text x={lastBar.x + lastBar.width} y={100} textAnchor="end">
              {w.overview.todayTick}
            </text>
            <text className="s" x={lastBar.x + lastBar.width + 9} y={Math.min(frame.bottom - 3, Math.max(14, lastBar.y + 4))}>
              {w.overview.perDay(o.answersToday)}
            </text>
          </>
        )}
      </svg>
    </div>
  )
}
