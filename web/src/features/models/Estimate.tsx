import { useQuery } from '@tanstack/react-query'
import { estimateRun } from '../../api/models'
import type { ModelSetup } from '../../api/types'
import { w } from '../../i18n'
import { Dialog } from '../../ui/Dialog'

const { estimate: words } = w.models

/** What a run of a model that costs something would cost, before it begins. */
export function Estimate({
  projectId,
  setup,
  all,
  start,
  close,
}: {
  projectId: number
  setup: ModelSetup
  all: boolean
  start(): void
  close(): void
}) {
  const { data: told, error } = useQuery({
    queryKey: ['project', projectId, 'run-estimate', setup.id, all],
    queryFn: () => estimateRun(projectId, setup.id, all),
    gcTime: 0,
  })
  const { cost, spent } = told ?? {}
  return (
    <Dialog title={`${words.title}: ${setup.name}`} close={close}>
      {error && (
        <p className="error" role="alert">
          {error.message}
        </p>
      )}
      {cost && (
        <>
          <p>
            {cost.requests === 0
              ? words.free(cost.kept)
              : words.cost(cost.requests, cost.inputTokens + cost.outputTokens, cost.money)}
          </p>
          {cost.inBatches && <p>{words.inBatches}</p>}
          {cost.requests > 0 && cost.kept > 0 && <p>{words.kept(cost.kept)}</p>}
          {spent && spent.requests > 0 && <p>{words.spent(spent.tokens, spent.money)}</p>}
          <p className="sm dim">{words.sampled}</p>
        </>
      )}
      <p className="line spaced">
        <button type="button" className="btn" onClick={start} disabled={!told} data-first>
          {words.start}
        </button>
        <button type="button" className="btn quiet" onClick={close}>
          {w.common.cancel}
        </button>
      </p>
    </Dialog>
  )
}
