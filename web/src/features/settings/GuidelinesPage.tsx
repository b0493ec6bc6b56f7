import { useSuspenseQuery } from '@tanstack/react-query'
import { guidelinesQuery, projectQuery } from '../../api/queries'
import { w } from '../../i18n'
import { Markdown } from '../../ui/Markdown'
import { Rich } from '../../ui/Rich'
import { atLeast } from '../../ui/roles'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { GuidelinesEditor } from './GuidelinesEditor'

/** The guidelines under an address of their own, to be linked to; those who may, change them here. */
export function GuidelinesPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: latest } = useSuspenseQuery(guidelinesQuery(projectId))
  useTitle(w.guidelines.title, project.name)
  return (
    <>
      <h1 className="lead">
        <Rich text={w.guidelines.lead(latest.version, latest.author, latest.createdAt)} />
      </h1>
      {atLeast(project.role, 'manager') ? (
        <GuidelinesEditor project={project} lead={false} />
      ) : (
        <article className="panel">
          <Markdown text={latest.text} className="guide" />
        </article>
      )}
    </>
  )
}
