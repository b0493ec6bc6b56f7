import type { LearnedCalibration } from '../../api/types'
import { f, w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { useWidth } from '../../ui/useWidth'

const { metrics: words } = w
const HEIGHT = 230

/** How sure the newest model is against how often it is right: on the line its confidence is a chance. */
export function Calibration({ calibration }: { calibration: LearnedCalibration }) {
  const [box, width] = useWidth<HTMLDivElement>(360)
  const frame = { left: 44, right: Math.min(width, 420) - 12, top: 10, bottom: HEIGHT - 36 }
  const x = (share: number) => frame.left + share * (frame.right - frame.left)
  const y = (share: number) => frame.bottom - share * (frame.bottom - frame.top)
  const { groups } = calibration
  const items = groups.reduce((sum, group) => sum + group.items, 0)
  const told = groups.map(group => words.calibrationGroup(group.confidence, group.right, group.items))
  return (
    <section className="sec">
      <h2>{words.calibration}</h2>
      <p className="sm">
        <Rich text={words.calibrationError(calibration.error, calibration.byChance, items)} />
      </p>
      <div ref={box} className="calibration">
        <svg width={Math.min(width, 420)} height={HEIGHT} role="img" aria-label={words.calibrationPlot(told.join('; '))}>
          {[0, 0.5, 1].map(share => (
            <g key={share}>
              <path className="ax" d={`M${frame.left} ${y(share)}H${frame.right}`} />
              <text x={frame.left - 6} y={y(share) + 4} textAnchor="end">
                {f.percent(share)}
              </text>
              <text x={x(share)} y={frame.bottom + 16} textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}>
                {f.percent(share)}
              </text>
            </g>
          ))}
          <path className="ln ctl" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
          {groups.map((group, i) => (
            <g key={i}>
              <path className="whisker" d={`M${x(group.confidence)} ${y(group.low)}V${y(group.high)}`} />
              <circle className="dot" cx={x(group.confidence)} cy={y(group.right / group.items)} r={3.5}>
                <title>{told[i]}</title>
              </circle>
            </g>
          ))}
          <text x={(frame.left + frame.right) / 2} y={HEIGHT - 4} textAnchor="middle">
            {words.sure}
          </text>
          <text x={frame.left + 6} y={frame.top + 16}>
            {words.isRight}
          </text>
        </svg>
      </div>
      <details className="timetable sm">
        <summary>{words.calibrationTable}</summary>
        <table>
          <thead>
            <tr>
              <th>{words.calibrationColumns.confidence}</th>
              <th>{words.calibrationColumns.right}</th>
              <th className="r">{words.calibrationColumns.n}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group, i) => (
              <tr key={i}>
                <td>{f.percent(group.confidence)}</td>
                <td className="num nowrap">
                  <b>{f.percent(group.right / group.items)}</b> <span>{`[${f.percentRange(group.low, group.high)}]`}</span>
                </td>
                <td className="r">{f.num(group.items)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
