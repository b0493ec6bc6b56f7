import { Link } from '@tanstack/react-router'
import type { Project } from '../../api/types'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { atLeast } from '../../ui/roles'

/** Why there is nothing to compare, and what would change that. */
export function NothingShared({ project }: { project: Project }) {
  const params = { projectId: project.id }
  const once = project.overlap === 1
  return (
    <>
      <h1 className="lead">
        <Rich text={w.quality.leadNone(project.itemWord)} />
      </h1>
      <p className="mid">{once ? w.quality.askedOnce(project.itemWord) : w.quality.noneNext}</p>
      {atLeast(project.role, 'manager') && (
        <p className="line nextstep">
          <Link className="btn" to={once ? '/projects/$projectId/settings' : '/projects/$projectId/people'} params={params}>
            {once ? w.quality.askTwo : w.quality.invite}
          </Link>
        </p>
      )}
    </>
  )
}
