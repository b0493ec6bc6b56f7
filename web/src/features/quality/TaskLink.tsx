import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TaskStatus } from '../../api/types'

/** To where something can be done about a task: the dispute, or its whole story. */
export function TaskLink({
  projectId,
  task,
  className,
  children,
}: {
  projectId: number
  task: { taskId: number; status: TaskStatus }
  className: string
  children: ReactNode
}) {
  return (
    <Link
      className={className}
      to={task.status === 'disputed' ? '/projects/$projectId/disputes/$taskId' : '/projects/$projectId/data/$taskId'}
      params={{ projectId, taskId: String(task.taskId) }}
    >
      {children}
    </Link>
  )
}
