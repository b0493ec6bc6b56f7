import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { askAgain, estimateArbitration, setArbitration, takeBackArbitration } from '../../api/arbitration'
import { arbitrationQuery, setupsQuery } from '../../api/queries'
import type { ArbitrationSettings, ArbitrationState } from '../../api/types'
import { w } from '../../i18n'
import { SureDialog } from '../../ui/SureDialog'
import { Estimate } from '../../ui/Estimate'
import { notify } from '../../ui/notices'
import { ArbiterForm } from './ArbiterForm'

const { arbiter: words } = w.disputes

/** Which model is asked about disputes, what becomes of its opinions, and how right it is. For managers. */
export function Arbiter({ projectId }: { projectId: number }) {
  const queries = useQueryClient()
  const { data: state } = useQuery(arbitrationQuery(projectId))
  const { data: setups } = useQuery(setupsQuery(projectId))
  const [sure, setSure] = useState(false)
  const [asked, setAsked] = useState<ArbitrationSettings | null>(null)
  const act = useMutation({
    mutationFn: (what: () => Promise<ArbitrationState>) => what(),
    onSuccess: after => {
      queries.setQueryData(arbitrationQuery(projectId).queryKey, after)
      for (const what of ['disputes', 'overview', 'task'])
        void queries.invalidateQueries({ queryKey: ['project', projectId, what] })
    },
    onError: error => notify(error.message),
  })
  if (!state || !setups) return null
  const save = (settings: ArbitrationSettings) =>
    act.mutate(() => setArbitration(projectId, settings), { onSuccess: () => notify(w.common.saved) })
  // whatever is changed, every open dispute is put to the arbiter; only language models cost something
  const costs = (settings: ArbitrationSettings) =>
    state.open > 0 && setups.some(setup => setup.id === settings.setupId && setup.kind === 'llm')
  // an ensemble goes by what others have drafted and cannot be asked
  const arbiters = setups.filter(setup => setup.kind !== 'ensemble')
  return (
    <details className="arbiter">
      <summary>
        {words.title} <span className={state.isBroken || state.error ? 'tag bad' : 'tag'}>{standing(state)}</span>{' '}
        {state.isWorking && <span className="sm dim">{words.working}</span>}
      </summary>
      <div className="stack arbiterbody">
        {state.error && (
          <p className="error" role="alert">
            {state.error}
          </p>
        )}
        {state.model !== null && <Facts state={state} />}
        {arbiters.length === 0 ? (
          <p className="mid">
            {words.noModels}{' '}
            <Link to="/projects/$projectId/models/$setupId" params={{ projectId, setupId: 'new' }}>
              {words.addModel}
            </Link>
          </p>
        ) : (
          <ArbiterForm
            key={JSON.stringify(state.settings)}
            settings={state.settings}
            setups={arbiters}
            busy={act.isPending}
            save={settings => (costs(settings) ? setAsked(settings) : save(settings))}
          >
            {state.failed > 0 && (
              <button type="button" className="btn quiet" onClick={() => act.mutate(() => askAgain(projectId))}>
                {words.askAgain(state.failed)}
              </button>
            )}
            {state.decided > 0 && (
              <button type="button" className="btn quiet" onClick={() => setSure(true)}>
                {words.takeBack}
              </button>
            )}
          </ArbiterForm>
        )}
      </div>
      {asked?.setupId != null && (
        <Estimate
          of={setups.find(setup => setup.id === asked.setupId)?.name ?? ''}
          estimateKey={['project', projectId, 'arbitration', asked.setupId]}
          ask={() => estimateArbitration(projectId, asked.setupId!)}
          begin={w.models.estimate.settle}
          start={() => {
            setAsked(null)
            save(asked)
          }}
          close={() => setAsked(null)}
        />
      )}
      {sure && (
        <SureDialog
          title={words.takeBack}
          action={words.takeBack}
          act={() => {
            setSure(false)
            act.mutate(() => takeBackArbitration(projectId))
          }}
          close={() => setSure(false)}
        >
          <p>{words.takeBackSure(state.decided)}</p>
        </SureDialog>
      )}
    </details>
  )
}

function standing(state: ArbitrationState) {
  if (state.model === null) return words.nobody
  if (state.settings.policy === 'opinion_only') return words.gives(state.model)
  if (state.isBroken) return words.broken
  return state.isTrusted ? words.decides(state.model) : words.notYet(state.model)
}

function Facts({ state }: { state: ArbitrationState }) {
  return (
    <p className="jobfacts">
      {state.unasked > 0 && <span>{words.unasked(state.unasked)}</span>}
      {state.failed > 0 && <span>{words.failed(state.failed)}</span>}
      {(state.decided > 0 || state.settings.policy === 'decide') && <span>{words.decided(state.decided)}</span>}
      {state.undone > 0 && <span>{words.undone(state.undone)}</span>}
      <span>{state.audits === 0 ? words.noRecord : words.record(state.right, state.audits, state.low, state.high)}</span>
      {state.settings.policy === 'decide' && state.nextTestAt !== null && (
        <span className="dim">{words.nextTest(state.nextTestAt)}</span>
      )}
    </p>
  )
}
