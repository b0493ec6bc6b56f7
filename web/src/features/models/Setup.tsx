import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type CSSProperties } from 'react'
import { cancelRun, estimateRun, removeSetup, resumeRun, startRun } from '../../api/models'
import type { DraftingRun, DraftPreparation, ModelSetup } from '../../api/types'
import { f, w } from '../../i18n'
import { SureDialog } from '../../ui/SureDialog'
import { Estimate } from '../../ui/Estimate'
import { notify } from '../../ui/notices'
import { isBusy, share } from './run'

const { models: words } = w

/** One model that runs here, with its last run. */
export function Setup({ projectId, setup }: { projectId: number; setup: ModelSetup }) {
  const queries = useQueryClient()
  const [sure, setSure] = useState(false)
  const [asked, setAsked] = useState<{ all: boolean } | null>(null)
  const act = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['project', projectId] }),
    onError: error => notify(error.message),
  })
  // what keeps it from being removed is told where it was asked for
  const remove = useMutation({
    mutationFn: () => removeSetup(projectId, setup.id),
    onSuccess: async () => {
      setSure(false)
      notify(words.removed)
      await queries.invalidateQueries({ queryKey: ['project', projectId] })
    },
  })
  const askRemove = () => {
    remove.reset()
    setSure(true)
  }
  const { run } = setup
  const start = (all: boolean) => act.mutate(() => startRun(projectId, setup.id, all))
  // what costs money says how much before it begins
  const begin = (all: boolean) => (setup.kind === 'llm' ? setAsked({ all }) : start(all))
  return (
    <article className="job">
      <div>
        <h2>
          {setup.name} <span className="tag">{words.kinds[setup.kind]}</span>{' '}
          {setup.draftsImports && <span className="tag">{words.draftsImports}</span>}{' '}
          {run && run.state !== 'completed' && (
            <span className={run.state === 'failed' ? 'tag bad' : 'tag'}>{words.states[run.state]}</span>
          )}
        </h2>
        <p className="jobfacts">
          {run ? <Facts run={run} /> : <span className="dim">{words.never}</span>}
          {setup.spent.requests > 0 && <span>{words.spent(setup.spent.tokens, setup.spent.money)}</span>}
          {run?.finishedAt && <span className="dim">{f.dateTime(run.finishedAt)}</span>}
        </p>
        {run?.error && <p className="error">{run.error}</p>}
        {setup.members.map(
          member =>
            member.state !== 'ready' && (
              <p key={member.name} className="heed sm">
                {words.ensemble.states[member.state](member.name)}
              </p>
            ),
        )}
      </div>
      <div className="jobacts">
        {isBusy(run) ? (
          <button type="button" className="btn small" onClick={() => act.mutate(() => cancelRun(projectId, setup.id))}>
            {words.cancel}
          </button>
        ) : (
          <>
            {(run?.state === 'cancelled' || run?.state === 'failed') && (
              <button type="button" className="btn small" onClick={() => act.mutate(() => resumeRun(projectId, setup.id))}>
                {words.resume}
              </button>
            )}
            <button type="button" className="btn small" onClick={() => begin(false)}>
              {words.run}
            </button>
            <button type="button" className="btn small quiet" onClick={() => begin(true)}>
              {words.runAll}
            </button>
          </>
        )}
        <Link
          className="btn small quiet"
          to="/projects/$projectId/models/$setupId"
          params={{ projectId, setupId: String(setup.id) }}
        >
          {words.edit}
        </Link>
        {!isBusy(run) && (
          <button type="button" className="btn small quiet" onClick={askRemove}>
            {words.remove}
          </button>
        )}
      </div>
      {run && isBusy(run) && (
        <div
          className="meter"
          role="progressbar"
          aria-valuenow={Math.round(share(run))}
          aria-label={words.progress(setup.name)}
          style={{ '--p': share(run) } as CSSProperties}
        />
      )}
      {run && run.refused > 0 && <Refused projectId={projectId} run={run} />}
      {asked && (
        <Estimate
          of={setup.name}
          estimateKey={['project', projectId, 'run', setup.id, asked.all]}
          ask={() => estimateRun(projectId, setup.id, asked.all)}
          begin={words.estimate.start}
          start={() => {
            setAsked(null)
            start(asked.all)
          }}
          close={() => setAsked(null)}
        />
      )}
      {sure && (
        <SureDialog
          title={`${words.remove}: ${setup.name}`}
          action={words.remove}
          busy={remove.isPending}
          act={() => remove.mutate()}
          close={() => setSure(false)}
        >
          {remove.error ? (
            <p className="error" role="alert">
              {remove.error.message}
            </p>
          ) : (
            <p>{words.removeSure(setup.name)}</p>
          )}
        </SureDialog>
      )}
    </article>
  )
}

function Facts({ run }: { run: DraftingRun }) {
  return (
    <>
      {run.state === 'running' && run.stage === 'learning' && <span>{words.learning}</span>}
      {run.stage === 'preparing' && isBusy(run) && run.preparation && <Waits run={run} preparation={run.preparation} />}
      <span>{words.done(run.done, run.total)}</span>
      <span>{words.drafted(run.drafted)}</span>
      {run.abstained > 0 && <span>{words.abstained(run.abstained)}</span>}
      {run.refused > 0 && <span className="heed">{words.refused(run.refused)}</span>}
      {run.members.map(
        member => member.accuracy !== null && <span key={member.name}>{words.ensemble.seems(member.name, member.accuracy)}</span>,
      )}
      {run.members.map(
        member =>
          member.undrafted > 0 && <span key={member.name}>{words.ensemble.undrafted(member.name, member.undrafted)}</span>,
      )}
    </>
  )
}

/** What a run waits for that has asked in advance. */
function Waits({ run, preparation }: { run: DraftingRun; preparation: DraftPreparation }) {
  return (
    <>
      {preparation.waiting > 0 && <span>{words.batches.waits(preparation.waiting, preparation.done)}</span>}
      {preparation.answered > 0 && <span>{words.batches.answered(preparation.answered)}</span>}
      {preparation.failed > 0 && <span className="heed">{words.batches.failed(preparation.failed)}</span>}
      {preparation.trouble && <span className="heed">{preparation.trouble}</span>}
      {run.waitsUntil && <span className="dim">{words.batches.looksAgain(run.waitsUntil)}</span>}
    </>
  )
}

function Refused({ projectId, run }: { projectId: number; run: DraftingRun }) {
  return (
    <details className="rejected more">
      <summary className="sm">
        {words.showRefused} · {f.num(run.refused)}
      </summary>
      <div className="scroll" tabIndex={0} role="region" aria-label={words.showRefused}>
        <table>
          <thead>
            <tr>
              <th className="r">{words.refusedColumns.task}</th>
              <th>{words.refusedColumns.why}</th>
            </tr>
          </thead>
          <tbody>
            {run.refusedSample.map(refused => (
              <tr key={refused.taskId}>
                <td className="r">
                  <Link
                    className="link"
                    to="/projects/$projectId/data/$taskId"
                    params={{ projectId, taskId: String(refused.taskId) }}
                  >
                    {f.num(refused.taskId)}
                  </Link>
                </td>
                <td>{refused.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
