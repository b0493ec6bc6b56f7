import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { setSpending } from '../../api/models'
import { spendingQuery } from '../../api/queries'
import type { ProjectLimits } from '../../api/types'
import { w } from '../../i18n'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'

const { spending: words } = w.models
const LIMITS = [
  ['mostMoney', 0.01],
  ['mostTokens', 1],
  ['requestsAMinute', 1],
  ['tokensAMinute', 1],
] as const

/** What the language models of a project have cost together, and what they may. It is asked anew when one of the models has made more requests. */
export function Spending({ projectId, requests }: { projectId: number; requests: number }) {
  const queries = useQueryClient()
  const query = spendingQuery(projectId)
  const { data: spending } = useQuery(query)
  const save = useMutation({
    mutationFn: (limits: ProjectLimits) => setSpending(projectId, limits),
    onSuccess: after => {
      queries.setQueryData(query.queryKey, after)
      notify(w.common.saved)
    },
    onError: error => notify(error.message),
  })
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: spendingQuery(projectId).queryKey })
  }, [queries, projectId, requests])
  if (!spending) return null
  const { spent } = spending
  return (
    <section className="sec modelsection">
      <h2>
        {words.title} <small>{words.small}</small>
      </h2>
      <p>{spent.requests === 0 ? words.nothing : words.spent(spent.requests, spent.tokens, spent.money)}</p>
      <LimitsForm
        key={JSON.stringify(spending.limits)}
        limits={spending.limits}
        busy={save.isPending}
        save={limits => save.mutate(limits)}
      />
    </section>
  )
}

function LimitsForm({ limits, busy, save }: { limits: ProjectLimits; busy: boolean; save(limits: ProjectLimits): void }) {
  const [now, setNow] = useState(limits)
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        save(now)
      }}
    >
      <div className="acceptfields">
        {LIMITS.map(([name, step]) => (
          <Field key={name} label={words.limits[name]} hint={words.hints[name]}>
            {props => (
              <input
                {...props}
                className="field shortfield"
                type="number"
                min={step}
                step={step}
                value={now[name] ?? ''}
                onChange={event => setNow({ ...now, [name]: event.target.value === '' ? null : Number(event.target.value) })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="line">
        <button type="submit" className="btn" disabled={busy}>
          {words.save}
        </button>
      </div>
    </form>
  )
}
