import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { setAutoAccept, takeBackAccepted, takeBackEverything } from '../../api/models'
import { acceptedQuery, autoAcceptQuery, calibrationQuery } from '../../api/queries'
import type { AcceptState, WeakModel } from '../../api/types'
import { w } from '../../i18n'
import { SureDialog } from '../../ui/SureDialog'
import { notify } from '../../ui/notices'
import { AcceptForm } from './AcceptForm'

const { accept: words } = w.models

/** By model, whether its sure drafts become labels unseen, and how that goes. */
export function Accepts({ projectId, models }: { projectId: number; models: readonly WeakModel[] }) {
  return (
    <section className="sec modelsection">
      <h2>
        {words.title} <small>{words.small}</small>
      </h2>
      {models.map(model => (
        <Accept key={model.id} projectId={projectId} model={model} />
      ))}
      <Everything projectId={projectId} />
    </section>
  )
}

/** What was accepted from any model, and taking all of it back in one step. */
function Everything({ projectId }: { projectId: number }) {
  const queries = useQueryClient()
  const query = acceptedQuery(projectId)
  const { data: accepted } = useQuery(query)
  const [sure, setSure] = useState(false)
  const act = useMutation({
    mutationFn: () => takeBackEverything(projectId),
    onSuccess: after => {
      queries.setQueryData(query.queryKey, after)
      notify(words.takingBack)
      for (const what of ['overview', 'auto-accept']) void queries.invalidateQueries({ queryKey: ['project', projectId, what] })
    },
    onError: error => notify(error.message),
  })
  if (!accepted || accepted.labels === 0) return null
  return (
    <div className="line spaced">
      <span>{words.all(accepted.labels)}</span>
      <button type="button" className="btn quiet" disabled={act.isPending} onClick={() => setSure(true)}>
        {words.takeEverythingBack}
      </button>
      {sure && (
        <SureDialog
          title={words.takeEverythingBack}
          action={words.takeEverythingBack}
          act={() => {
            setSure(false)
            act.mutate()
          }}
          close={() => setSure(false)}
        >
          <p>{words.takeEverythingBackSure(accepted.labels)}</p>
        </SureDialog>
      )}
    </div>
  )
}

function Accept({ projectId, model }: { projectId: number; model: WeakModel }) {
  const queries = useQueryClient()
  const query = autoAcceptQuery(projectId, model.id)
  const { data: state } = useQuery(query)
  const [sure, setSure] = useState(false)
  const [open, setOpen] = useState(false)
  const { data: calibration } = useQuery({ ...calibrationQuery(projectId, model.id), enabled: open })
  const act = useMutation({
    mutationFn: (what: () => Promise<AcceptState>) => what(),
    onSuccess: after => {
      queries.setQueryData(query.queryKey, after)
      for (const what of ['overview', 'accepted']) void queries.invalidateQueries({ queryKey: ['project', projectId, what] })
    },
    onError: error => notify(error.message),
  })
  if (!state) return null
  return (
    <details className="accept" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
        {model.name} <span className="mono dim">{model.version}</span>{' '}
        <span className={state.alarm ? 'tag bad' : 'tag'}>{standing(state)}</span>{' '}
        {state.isWorking && <span className="sm dim">{words.working}</span>}
      </summary>
      <div className="stack acceptbody">
        <Story state={state} />
        <AcceptForm
          auditsAreHeld={state.auditsAreHeld}
          key={state.run}
          settings={state.settings}
          expected={calibration?.thresholds ?? []}
          busy={act.isPending}
          save={settings =>
            act.mutate(() => setAutoAccept(projectId, model.id, settings), { onSuccess: () => notify(w.common.saved) })
          }
        >
          {state.accepted > 0 && (
            <button type="button" className="btn quiet" onClick={() => setSure(true)}>
              {words.takeBack}
            </button>
          )}
        </AcceptForm>
      </div>
      {sure && (
        <SureDialog
          title={words.takeBack}
          action={words.takeBack}
          act={() => {
            setSure(false)
            act.mutate(() => takeBackAccepted(projectId, model.id), { onSuccess: () => notify(words.takingBack) })
          }}
          close={() => setSure(false)}
        >
          <p>{words.takeBackSure(state.accepted)}</p>
        </SureDialog>
      )}
    </details>
  )
}

function standing(state: AcceptState) {
  if (state.settings.mode === 'off') return words.off
  if (state.alarm) return words.suspended
  return state.thresholdInForce === null ? words.nothingYet : words.from(state.thresholdInForce)
}

/** What is so now, and what is known of its errors. */
function Story({ state }: { state: AcceptState }) {
  const { settings, errors, choice, alarm } = state
  return (
    <>
      {alarm && (
        <p className="error" role="alert">
          {words.alarm(alarm.wrong, alarm.watched)}
        </p>
      )}
      {(settings.mode !== 'off' || state.accepted > 0) && (
        <p className="jobfacts">
          <span>{words.accepted(state.accepted)}</span>
          {state.calibratedBy !== null && (
            <span>
              {state.thresholdInForce === null
                ? words.calibratedNone(state.calibratedBy)
                : words.calibrated(state.calibratedBy, state.thresholdInForce)}
            </span>
          )}
          {state.draftsAbove !== null && <span>{words.above(state.draftsAbove, state.drafts)}</span>}
          <span>{words.audits(state.audits)}</span>
          {state.auditsWaiting > 0 && <span>{words.auditsWaiting(state.auditsWaiting)}</span>}
          {errors?.rate != null && (
            <span>{words.errors(errors.wrong, errors.audited, errors.rate, errors.low, errors.high)}</span>
          )}
          {choice?.bound != null && <span>{words.promise(choice.bound, settings.delta)}</span>}
          {state.nextChoiceAt !== null && !alarm && (
            <span className="dim">{words.nextChoice(state.nextChoiceAt, state.auditsAreHeld)}</span>
          )}
        </p>
      )}
      {settings.mode === 'risk_controlled' && choice?.refusal && (
        <p className="mid">{words.refusals[choice.refusal](choice.moreAudits)}</p>
      )}
    </>
  )
}
