import { useQuery } from '@tanstack/react-query'
import type { RunEstimate } from '../api/types'
import { w } from '../i18n'
import { Dialog } from './Dialog'

const { estimate: words } = w.models

/** What asking a model would cost, before it begins. */
export function Estimate({
  of,
  estimateKey,
  ask,
  begin,
  start,
  close,
}: {
  /** The model's name. */
  of: string
  estimateKey: readonly unknown[]
  ask(): Promise<RunEstimate>
  /** What the button that begins it says. */
  begin: string
  start(): void
  close(): void
}) {
  const { data: told, error } = useQuery({ queryKey: [...estimateKey, 'estimate'], queryFn: ask, gcTime: 0, staleTime: 0 })
  const { cost, spent } = told ?? {}
  return (
    <Dialog title={`${words.title}: ${of}`} close={close}>
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
          {begin}
        </button>
        <button type="button" className="btn quiet" onClick={close}>
          {w.common.cancel}
        </button>
      </p>
    </Dialog>
  )
}
