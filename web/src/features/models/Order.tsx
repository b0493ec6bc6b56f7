import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type CSSProperties } from 'react'
import { cancelDifficulty, estimateDifficulty, setDifficulty } from '../../api/models'
import { difficultyQuery } from '../../api/queries'
import type { DifficultySettings, DifficultyState, ModelSetup } from '../../api/types'
import { f, w } from '../../i18n'
import { Estimate } from '../../ui/Estimate'
import { Field } from '../../ui/Field'
import { notify } from '../../ui/notices'

const { order: words } = w.models

/** How hard the tasks are, and whether the easiest come first. */
export function Order({ projectId, setups }: { projectId: number; setups: readonly ModelSetup[] }) {
  const queries = useQueryClient()
  const query = difficultyQuery(projectId)
  const { data: state } = useQuery(query)
  const [asked, setAsked] = useState<DifficultySettings | null>(null)
  const act = useMutation({
    mutationFn: (what: () => Promise<DifficultyState>) => what(),
    onSuccess: after => queries.setQueryData(query.queryKey, after),
    onError: error => notify(error.message),
  })
  if (!state) return null
  const save = (settings: DifficultySettings) =>
    act.mutate(() => setDifficulty(projectId, settings), { onSuccess: () => notify(w.common.saved) })
  // another judge, or one that is turned on, is asked about every task
  const asksAnew = (settings: DifficultySettings) =>
    settings.isOn && settings.setupId !== null && (!state.settings.isOn || settings.setupId !== state.settings.setupId)
  return (
    <section className="sec modelsection">
      <h2>
        {words.title} <small>{words.small}</small>
      </h2>
      {state.error && (
        <p className="error" role="alert">
          {state.error}
        </p>
      )}
      <OrderForm
        key={JSON.stringify(state.settings)}
        settings={state.settings}
        judges={setups.filter(setup => setup.kind === 'llm')}
        busy={act.isPending}
        save={settings => (asksAnew(settings) ? setAsked(settings) : save(settings))}
      />
      {state.isWorking && (
        <p className="line">
          <span className="sm dim">{words.scoring(state.done, state.total)}</span>
          <button type="button" className="btn small quiet" onClick={() => act.mutate(() => cancelDifficulty(projectId))}>
            {w.common.cancel}
          </button>
        </p>
      )}
      <Scores state={state} />
      {asked?.setupId != null && (
        <Estimate
          of={setups.find(setup => setup.id === asked.setupId)?.name ?? ''}
          estimateKey={['project', projectId, 'judging', asked.setupId]}
          ask={() => estimateDifficulty(projectId, asked.setupId!)}
          begin={w.models.estimate.judge}
          start={() => {
            setAsked(null)
            save(asked)
          }}
          close={() => setAsked(null)}
        />
      )}
    </section>
  )
}

function OrderForm({
  settings,
  judges,
  busy,
  save,
}: {
  settings: DifficultySettings
  judges: readonly ModelSetup[]
  busy: boolean
  save(settings: DifficultySettings): void
}) {
  const [now, setNow] = useState(settings)
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        save(now)
      }}
    >
      <label className="check">
        <input type="checkbox" checked={now.isOn} onChange={event => setNow({ ...now, isOn: event.target.checked })} />
        <span>
          {words.on} <small className="dim">{words.onHint}</small>
        </span>
      </label>
      {now.isOn && (
        <div className="acceptfields">
          <Field label={words.quickStart} hint={words.quickStartHint}>
            {props => (
              <input
                {...props}
                className="field shortfield"
                type="number"
                required
                min={0}
                max={100_000}
                value={now.quickStart}
                onChange={event => setNow({ ...now, quickStart: Number(event.target.value) })}
              />
            )}
          </Field>
          <Field label={words.judge} hint={words.judgeHint}>
            {props => (
              <select
                {...props}
                className="field"
                value={now.setupId ?? ''}
                onChange={event => setNow({ ...now, setupId: event.target.value === '' ? null : Number(event.target.value) })}
              >
                <option value="">{words.noJudge}</option>
                {judges.map(judge => (
                  <option key={judge.id} value={judge.id}>
                    {judge.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
      <div className="line">
        <button type="submit" className="btn" disabled={busy}>
          {words.save}
        </button>
      </div>
    </form>
  )
}

/** How many tasks are how hard, in tenths. */
function Scores({ state }: { state: DifficultyState }) {
  const { model, predictions, text } = state.scored
  const most = Math.max(...state.tenths)
  if (most === 0) return null
  return (
    <>
      <div className="tenths" role="img" aria-label={words.spread(state.tenths.map(n => f.num(n)).join(', '))}>
        {state.tenths.map((n, i) => (
          <i key={i} style={{ '--p': n / most } as CSSProperties} />
        ))}
      </div>
      <p className="tenthsends sm dim">
        <span>{words.easy}</span>
        <span>{words.hard}</span>
      </p>
      <p className="jobfacts">
        {model > 0 && <span>{words.byModel(model)}</span>}
        {predictions > 0 && <span>{words.byPredictions(predictions)}</span>}
        {text > 0 && <span>{words.byText(text)}</span>}
        {state.refused > 0 && <span className="heed">{words.refused(state.refused, state.whyRefused ?? '')}</span>}
      </p>
    </>
  )
}
