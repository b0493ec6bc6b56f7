import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { importsQuery, qualityQuery } from '../api/queries'
import type { ImportJob } from '../api/types'

/** Listens to a project's events and refreshes what they touch. null: no project to listen to. */
export function useLive(projectId: number | null): boolean | null {
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    if (projectId === null) return
    const source = new EventSource(`/api/projects/${projectId}/events`)
    source.onopen = () => setLive(true)
    source.onerror = () => setLive(false)
    source.addEventListener('overview', () => {
      for (const what of ['overview', 'disputes', 'members', 'export', 'metrics'])
        void queries.invalidateQueries({ queryKey: ['project', projectId, what] })
      // Numbers known to be out of date are asked for again anyway, and less often than there are events.
      const { queryKey } = qualityQuery(projectId)
      if (queries.getQueryData(queryKey)?.isCurrent) void queries.invalidateQueries({ queryKey, exact: true })
    })
    source.addEventListener('job', event => {
      const job = JSON.parse((event as MessageEvent<string>).data) as ImportJob
      queries.setQueryData(importsQuery(projectId).queryKey, jobs =>
        jobs?.some(j => j.id === job.id) ? jobs.map(j => (j.id === job.id ? job : j)) : [job, ...(jobs ?? [])],
      )
    })
    return () => {
      source.close()
      setLive(false)
    }
  }, [projectId, queries])
  return projectId === null ? null : live
}
