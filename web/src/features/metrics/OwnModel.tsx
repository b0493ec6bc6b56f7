import { Link } from '@tanstack/react-router'
import type { LearningState, Project } from '../../api/types'
import { w } from '../../i18n'
import { LearningCurve } from '../../ui/LearningCurve'
import { Rich } from '../../ui/Rich'

const { metrics: words } = w
const { ownModel } = w.models

/** The learning curve of the project's own model; without one, how to get one. */
export function OwnModel({ project, state }: { project: Project; state: LearningState }) {
  const rounds = state.rounds.filter(round => round.version !== null)
  const last = rounds.at(-1)
  return (
    <section className="sec">
      <h2>
        {words.model} <small>{words.modelSmall}</small>
      </h2>
      {last && last.evaluated > 0 ? (
        <>
          <p>
            <Rich text={ownModel.right(last.right, last.evaluated, last.low, last.high, last.labels)} />
          </p>
          <LearningCurve rounds={rounds} saving={state.saving} />
          <p className="sm mid">
            {ownModel.stop[state.stop.reason]}
            {last.gain !== null && `; ${ownModel.gain(last.gain)}`}
          </p>
        </>
      ) : state.question === null ? (
        <p className="mid">{words.cannot}</p>
      ) : state.settings.isOn ? (
        <p className="mid">{words.learningSoon(state.labels)}</p>
      ) : (
        <>
          <p className="mid">{words.off}</p>
          <p className="line nextstep">
            <Link className="btn" to="/projects/$projectId/models" params={{ projectId: project.id }}>
              {words.turnOn}
            </Link>
          </p>
        </>
      )}
    </section>
  )
}
