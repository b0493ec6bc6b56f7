import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listTasks } from '../../api/quality'
import { taskQuery } from '../../api/queries'
import type { TrialItem } from '../../questions/editing/samples'

const ENOUGH = 20

/** One of the first items of a project, to try its questions on, and a way to the next; undefined while there is none. */
export function useTrialItem(projectId: number): { item: TrialItem; another?: () => void } | undefined {
  const [at, setAt] = useState(0)
  const { data: page } = useQuery({
    queryKey: ['project', projectId, 'trial'],
    queryFn: () => listTasks(projectId, { limit: ENOUGH }),
    staleTime: Infinity,
  })
  const tasks = page?.tasks ?? []
  const id = tasks[at % Math.max(1, tasks.length)]?.id
  const { data: task } = useQuery({ ...taskQuery(projectId, id ?? 0, true), enabled: id !== undefined })
  if (!task) return undefined
  return {
    item: { data: task.data, media: task.media ?? {} },
    ...(tasks.length > 1 && { another: () => setAt(at + 1) }),
  }
}
