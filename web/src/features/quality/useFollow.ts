import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** Asks for the matrices and lists again when the report has been measured anew, so that all of them are of one moment. */
export function useFollow(projectId: number, measuredAt: string) {
  const queries = useQueryClient()
  const seen = useRef(measuredAt)
  useEffect(() => {
    if (seen.current === measuredAt) return
    seen.current = measuredAt
    const report = ['project', projectId, 'quality']
    void queries.invalidateQueries({ queryKey: report, predicate: query => query.queryKey.length > report.length })
  }, [queries, projectId, measuredAt])
}
