import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { cancelLearning, setLearning, startLearning } from '../../api/learning'
import { learningQuery } from '../../api/queries'
import type { LearningState } from '../../api/types'
import { w } from '../../i18n'
import { LearningCurve } from '../../ui/LearningCurve'
import { Rich } from '../../ui/Rich'
import { notify } from '../../ui/notices'
import { LearningForm } from './LearningForm'

const { ownModel: words } = w.models

/** The model that the project trains itself: whether it does, how right it is, and whether more labels are worth it. */
export function Learning({ projectId }: { projectId: number }) {
  const queries = useQueryClient()
  const query = learningQuery(projectId)
  const { data: state } = useQuery(query)
  const act = useMutation({
    mutationFn: (what: () => Promise<LearningState>) => what(),
    onSuccess: after => queries.setQueryData(query.queryKey, after),
    onError: error => notify(error.message),
  })
  if (!state) return null
  if (state.question === null)
    return (
      <section className="sec modelsection">
        <h2>
          {words.title} <small>{words.small}</small>
        </h2>
        <p className="mid">{words.nothing}</p>
      </section>
    )
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
      {state.settings.isOn && <Story state={state} />}
      <LearningForm
        key={JSON.stringify(state.settings)}
        state={state}
        busy={act.isPending}
        save={settings => act.mutate(() => setLearning(projectId, settings), { onSuccess: () => notify(w.common.saved) })}
      >
        {state.settings.isOn && !state.isWorking && (
          <button type="button" className="btn quiet" onClick={() => act.mutate(() => startLearning(projectId))}>
            {words.start}
          </button>
        )}
        {state.isWorking && (
          <button type="button" className="btn quiet" onClick={() => act.mutate(() => cancelLearning(projectId))}>
            {words.cancel}
          </button>
        )}
      </LearningForm>
    </section>
  )
}

function Story({ state }: { state: LearningState }) {
  const models = state.rounds.filter(round => round.version !== null)
  const last = models.at(-1)
  return (
    <>
      <p>
        <Rich
          text={
            last === undefined
              ? words.noModel(state.labels)
              : last.evaluated === 0
                ? words.unmeasured(last.labels)
                : words.right(last.right, last.evaluated, last.low, last.high, last.labels)
          }
        />
      </p>
      {models.filter(round => round.evaluated > 0).length > 1 && <LearningCurve rounds={models} />}
      <p className="jobfacts">
        {last?.gain != null && <span>{words.gain(last.gain)}</span>}
        {last?.calibrationError != null && <span>{words.calibration(last.calibrationError)}</span>}
        {last?.agreement != null && <span>{words.agreement(last.agreement)}</span>}
        <span className={state.stop.shouldStop ? 'heed' : 'dim'}>{words.stop[state.stop.reason]}</span>
        <span className="dim">
          {!state.isWorking || !state.stage
            ? words.next(state.wanted - state.fresh)
            : state.looked !== null && state.toLookAt !== null
              ? words.looked(state.looked, state.toLookAt)
              : words.stages[state.stage]}
        </span>
      </p>
    </>
  )
}
