import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { changeProject } from '../../api/projects'
import { draftEffectQuery, projectQuery } from '../../api/queries'
import type { DraftEffect, DraftGroup, Estimate, Project } from '../../api/types'
import { f, w } from '../../i18n'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'

const { effect: words } = w.models
const SHARES = [0, 5, 10, 20, 50]

/** The honest figure behind "drafts save time": what they do to time, agreement and errors, against tasks whose drafts are kept back. */
export function Effect({ project }: { project: Project }) {
  const queries = useQueryClient()
  const { data: effect } = useQuery(draftEffectQuery(project.id))
  const id = useId()
  const change = useMutation({
    mutationFn: (withheldShare: number) => changeProject(project.id, { withheldShare }),
    onSuccess: after => {
      queries.setQueryData(projectQuery(project.id).queryKey, after)
      void queries.invalidateQueries({ queryKey: draftEffectQuery(project.id).queryKey })
      notify(w.common.saved)
    },
    onError: error => notify(error.message),
  })
  const share = Math.round(project.withheldShare * 100)
  return (
    <section className="sec modelsection stack">
      <h2>
        {words.title} <small>{words.small}</small>
      </h2>
      <div className="line sm">
        <label htmlFor={id}>{words.share}</label>
        <select
          id={id}
          className="field shortfield"
          aria-describedby={`${id}-hint`}
          value={share}
          onChange={event => change.mutate(Number(event.target.value) / 100)}
        >
          {[...new Set([...SHARES, share])]
            .sort((one, two) => one - two)
            .map(n => (
              <option key={n} value={n}>
                {f.percent(n / 100)}
              </option>
            ))}
        </select>
        <span id={`${id}-hint`} className="dim">
          {words.shareHint}
        </span>
      </div>
      {project.isDemo && effect && effect.counted > 0 && <p className="mid">{words.simulated}</p>}
      {effect &&
        (effect.counted > 0 ? <Figures effect={effect} /> : <p className="mid">{share === 0 ? words.none : words.waits}</p>)}
    </section>
  )
}

function Figures({ effect }: { effect: DraftEffect }) {
  const { shown, withheld, columns } = { ...effect, columns: words.columns }
  const rows: [keyof typeof words.rows, (group: DraftGroup) => Estimate | null, Estimate | null][] = [
    ['agreed', group => group.agreed, effect.agreementGained],
    ['saysDraft', group => group.saysDraft, effect.draftFollowed],
    ['saysWrongDraft', group => group.saysWrongDraft, effect.wrongDraftFollowed],
    ['wrong', group => group.wrong, effect.errorsAdded],
  ]
  return (
    <>
      <p>
        <Rich text={timeSaved(effect.timeSaved)} />
      </p>
      <div className="scroll" tabIndex={0} role="region" aria-label={words.title}>
        <table className="co">
          <thead>
            <tr>
              <th>{columns.figure}</th>
              <th className="r">
                {columns.shown} <small className="dim">{words.answers(shown.answers)}</small>
              </th>
              <th className="r">
                {columns.withheld} <small className="dim">{words.answers(withheld.answers)}</small>
              </th>
              <th className="r">{columns.difference}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.rows.time}</th>
              <td className="r">{shown.seconds === null ? '–' : words.seconds(shown.seconds)}</td>
              <td className="r">{withheld.seconds === null ? '–' : words.seconds(withheld.seconds)}</td>
              <td className="r">{effect.timeSaved ? signed(negated(effect.timeSaved)) : words.few}</td>
            </tr>
            {rows.map(([name, of, difference]) => (
              <tr key={name}>
                <th scope="row">
                  {words.rows[name]} <small className="dim">{words.rowHints[name]}</small>
                </th>
                <td className="r">{share(of(shown))}</td>
                <td className="r">{share(of(withheld))}</td>
                <td className="r">{difference ? signed(difference) : words.few}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const share = (estimate: Estimate | null) => (estimate ? f.percent(estimate.value) : '–')
const negated = ({ value, low, high, count }: Estimate): Estimate => ({ value: -value, low: -high, high: -low, count })

function signed({ value, low, high }: Estimate) {
  return (
    <span className="num nowrap">
      <b>{value > 0 ? `+${f.percent(value)}` : f.percent(value)}</b> <span>[{words.range(low, high)}]</span>
    </span>
  )
}

/** Nobody is told of a saving that the interval does not clear of nothing. */
function timeSaved(saved: Estimate | null) {
  if (!saved) return words.few
  const range = words.range(saved.low, saved.high)
  if (saved.low > 0) return words.saves(saved.value, range)
  return saved.high < 0 ? words.costs(saved.value, range) : words.unclear(range)
}
