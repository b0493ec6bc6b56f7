import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { worstKey } from '../../api/queries'
import { listWorstTasks } from '../../api/quality'
import type { Project, QuestionQuality, WorstTask } from '../../api/types'
import { f, w } from '../../i18n'
import { StatusTag } from '../../ui/StatusTag'
import { MoreButton } from '../../ui/MoreButton'
import { TaskLink } from './TaskLink'
import { Votes } from './Votes'

/** The tasks on which people differ most on a question, a page at a time. */
export function WorstTasks({ question, project, disputed }: { question: QuestionQuality; project: Project; disputed: number }) {
  const pages = useInfiniteQuery({
    queryKey: worstKey(project.id, question.question),
    queryFn: ({ pageParam }) => listWorstTasks(project.id, question.question, pageParam),
    initialPageParam: 0,
    getNextPageParam: last => last.next ?? undefined,
  })
  const tasks = pages.data?.pages.flatMap(page => page.tasks) ?? []
  return (
    <section className="sec">
      <h2>
        {w.quality.worst} <small>{w.quality.worstSmall}</small>
      </h2>
      {pages.isError ? (
        <p className="sm dim">{w.errors.other(pages.error.message)}</p>
      ) : pages.data && tasks.length === 0 ? (
        <p className="sm dim">{w.quality.worstNone}</p>
      ) : (
        <WorstTable tasks={tasks} question={question} project={project} />
      )}
      <p className="line sm under">
        <MoreButton pages={pages} small />
        {disputed > 0 && (
          <Link className="link" to="/projects/$projectId/disputes" params={{ projectId: project.id }}>
            {w.quality.toResolve(disputed)}
          </Link>
        )}
      </p>
    </section>
  )
}

function WorstTable({ tasks, question, project }: { tasks: WorstTask[]; question: QuestionQuality; project: Project }) {
  const { worstColumns: columns } = w.quality
  return (
    <table className="itemlist">
      <thead>
        <tr>
          <th>{columns.item}</th>
          <th>{columns.votes}</th>
          <th className="r wide" title={w.quality.worstChanceHint}>
            {columns.chance}
          </th>
          <th className="r">{columns.status}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map(task => (
          <tr key={task.taskId}>
            <td className="itemcell">
              <TaskLink className="rowlink q clip" projectId={project.id} task={task}>
                {task.excerpt}
              </TaskLink>
            </td>
            <td>
              <Votes votes={task.votes} question={project.schema.questions.find(q => q.name === question.question)} />
            </td>
            <td className="r dim wide">{f.score(task.againstChance)}</td>
            <td className="r nowrap">
              <StatusTag status={task.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
