import { Link } from '@tanstack/react-router'
import type { Claim, Project } from '../../api/types'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'

/** Nothing on the table: why, and what next. */
export function Empty({
  project,
  empty,
  offline,
  counted,
  lookAgain,
}: {
  project: Project
  empty: Claim['empty']
  offline: boolean
  counted: { today: number; all: number } | null
  lookAgain(): void
}) {
  const reason = offline ? 'offline' : (empty?.reason ?? 'nothing_left_for_you')
  const canImport = project.role === 'owner' || project.role === 'manager'
  // Of one answer each there are no disputes.
  const askedOnce = project.overlap === 1
  const canDecide = project.role !== 'annotator'
  const params = { projectId: project.id }
  return (
    <article className="item">
      <div className="column nothing" role="status">
        <h1 className="lead">{w.annotate.emptyTitle[reason](project.itemWord)}</h1>
        <p className="mid">
          {reason === 'all_done' && askedOnce ? w.annotate.doneOnce : w.annotate.emptyBody[reason](empty?.held ?? 0)}
        </p>
        {counted && counted.all > 0 && (
          <p className="mid">
            <Rich text={w.annotate.youDid(counted.today, counted.all)} />
          </p>
        )}
        <div className="line">
          {reason === 'no_data' && canImport ? (
            <Link className="btn main" to="/projects/$projectId/import" params={params}>
              {w.annotate.importFile}
            </Link>
          ) : reason === 'all_done' && canImport && askedOnce ? (
            <Link className="btn main" to="/projects/$projectId/export" params={params}>
              {w.annotate.toExport}
            </Link>
          ) : reason === 'all_done' && canDecide && !askedOnce ? (
            <Link className="btn main" to="/projects/$projectId/disputes" params={params}>
              {w.annotate.toDisputes}
            </Link>
          ) : null}
          <button type="button" className="btn" onClick={lookAgain}>
            {w.annotate.lookAgain}
          </button>
          <Link className="btn quiet" to="/">
            {w.common.allProjects}
          </Link>
        </div>
        <p className="sm dim">{w.annotate.lookingAgain}</p>
      </div>
    </article>
  )
}
