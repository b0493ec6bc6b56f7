import type { Estimate } from '../../api/types'
import { f, w } from '../../i18n'
import { Ci, EstimateText } from '../../ui/Ci'
import { enough, GOAL, hasGoal, missesGoal, PERCENT } from './readings'

/** The cells of one figure: what was counted, the value with its interval, and both drawn; or why there is none. */
export function Figure({
  name,
  value,
  undefined: why,
  items,
}: {
  name: string
  value: Estimate | null
  undefined: string | null
  items: string
}) {
  const said = enough(value)
  if (!said)
    return (
      <>
        <td className="r dim wide">{value ? f.num(value.count) : ''}</td>
        <td colSpan={2} className="dim why">
          {value ? w.quality.tooFew(value.count, items) : why}
        </td>
      </>
    )
  const tone = missesGoal(name, said) ? 'heed' : undefined
  return (
    <>
      <td className="r dim wide">{f.num(said.count)}</td>
      <td className={tone}>
        <EstimateText estimate={said} as={name === PERCENT ? 'percent' : 'score'} />
        <span className="onphone dim">{w.quality.counted(said.count, items)}</span>
      </td>
      <td className={tone ? `wide ${tone}` : 'wide'}>
        <Ci estimate={said} width="140px" {...(hasGoal(name) && { goal: GOAL })} />
      </td>
    </>
  )
}
