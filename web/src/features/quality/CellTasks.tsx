import { useInfiniteQuery } from '@tanstack/react-query'
import { cellKey } from '../../api/queries'
import { listConfusionTasks } from '../../api/quality'
import type { CellTask, Person, Project, QuestionQuality } from '../../api/types'
import { w } from '../../i18n'
import { StatusTag } from '../../ui/StatusTag'
import { MoreButton } from '../../ui/MoreButton'
import { labelWords } from './labelWords'
import { sidesOf, type QualitySearch, type Sides } from './search'
import { sideWords } from './sideWords'
import { TaskLink } from './TaskLink'
import { ViewLink } from './ViewLink'

/** The tasks of one cell of the confusion matrix, who said what, a page at a time. */
export function CellTasks({
  question,
  people,
  project,
  view,
  cell,
}: {
  question: QuestionQuality
  people: readonly Person[]
  project: Project
  view: QualitySearch
  cell: { row: string; column: string }
}) {
  const sides = sidesOf(view)
  const compared = { question: question.question, ...sides }
  const pages = useInfiniteQuery({
    queryKey: cellKey(project.id, compared, cell.row, cell.column),
    queryFn: ({ pageParam }) => listConfusionTasks(project.id, compared, cell, pageParam),
    initialPageParam: 0,
    getNextPageParam: last => last.next ?? undefined,
  })
  const tasks = pages.data?.pages.flatMap(page => page.tasks) ?? []
  const total = pages.data?.pages[0]?.total
  const text = (label: string) => labelWords(project.schema, question.question, label).text
  return (
    <section className="sec celllist" aria-busy={pages.isPending}>
      <h2>
        <span role="status">
          {w.quality.cellTitle(text(cell.row), text(cell.column))}{' '}
          {total !== undefined && <small>{w.quality.cellTotal(total, project.itemWord)}</small>}
        </span>
        <ViewLink className="link sm right" search={compared}>
          {w.quality.cellClose}
        </ViewLink>
      </h2>
      {pages.isError && <p className="sm dim">{w.errors.other(pages.error.message)}</p>}
      {pages.data && tasks.length === 0 && <p className="sm dim">{w.quality.cellNone(project.itemWord)}</p>}
      <ul>
        {tasks.map(task => (
          <li key={task.taskId}>
            <TaskLink className="rowlink q clip" projectId={project.id} task={task}>
              {task.excerpt}
            </TaskLink>
            <span className="sm mid">{saying(task, sides, people, text)}</span>
            <span className="sm status">
              <StatusTag status={task.status} />
            </span>
          </li>
        ))}
      </ul>
      <MoreButton pages={pages} small />
    </section>
  )
}

/** Who said what: for everybody, those whose answers are in the cell. */
function saying(task: CellTask, sides: Sides, people: readonly Person[], text: (label: string) => string): string {
  const who = (side: Sides['a']) =>
    side === 'everybody' ? w.common.list(task.people.map(id => sideWords(id, people))) : sideWords(side, people)
  return [w.quality.saidBy(who(sides.a), text(task.a)), w.quality.saidBy(who(sides.b), text(task.b))].join(' · ')
}
