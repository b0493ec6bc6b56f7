import type { TaskStatus } from '../api/types'
import { w } from '../i18n'

/** What has become of a task, in a word. */
export function StatusTag({ status }: { status: TaskStatus }) {
  return status === 'disputed' ? (
    <span className="tag disputed">{w.task.status.disputed}</span>
  ) : (
    <span className={status === 'completed' ? 'statusword' : 'statusword dim'}>{w.task.status[status]}</span>
  )
}
