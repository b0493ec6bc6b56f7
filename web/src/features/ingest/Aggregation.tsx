import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { cancelAggregation, startAggregation } from '../../api/quality'
import { aggregationQuery } from '../../api/queries'
import type { AggregationRun } from '../../api/types'
import { f, w } from '../../i18n'
import { notify } from '../../ui/notices'

const ASK_EVERY = 2_000
const words = w.ingest.aggregation
const busy = (run: AggregationRun) => run.state === 'queued' || run.state === 'running'

/** The run that decides labels anew: how far it is, or what the last one did. Nothing where there was none. */
export function Aggregation({ projectId }: { projectId: number }) {
  const queries = useQueryClient()
  const { data } = useQuery({
    ...aggregationQuery(projectId),
    refetchInterval: query => (query.state.data?.run && busy(query.state.data.run) ? ASK_EVERY : false),
  })
  const act = useMutation({
    mutationFn: (what: (projectId: number) => Promise<unknown>) => what(projectId),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['project', projectId] }),
    onError: error => notify(error.message),
  })
  const run = data?.run
  if (!run) return null
  const share = run.total > 0 ? (run.done / run.total) * 100 : 0
  return (
    <section className="sec jobs spaced">
      <article className="job">
        <div>
          <h2>
            {words.title} <span className={run.state === 'failed' ? 'tag bad' : 'tag'}>{words.states[run.state]}</span>
          </h2>
          <p className="jobfacts">
            {run.state === 'running' && run.stage && <span>{words.stages[run.stage](run.done, run.total)}</span>}
            <span>{words.changed(run.changed)}</span>
            {run.finishedAt && <span className="dim">{f.dateTime(run.finishedAt)}</span>}
          </p>
          {run.error && <p className="error">{run.error}</p>}
        </div>
        <div className="jobacts">
          {busy(run) ? (
            <button type="button" className="btn small" onClick={() => act.mutate(cancelAggregation)}>
              {w.ingest.cancel}
            </button>
          ) : (
            <button type="button" className="btn small quiet" onClick={() => act.mutate(startAggregation)}>
              {words.again}
            </button>
          )}
        </div>
        {run.state === 'running' && (
          <div
            className="meter"
            role="progressbar"
            aria-valuenow={Math.round(share)}
            aria-label={words.title}
            style={{ '--p': share } as CSSProperties}
          />
        )}
      </article>
    </section>
  )
}
