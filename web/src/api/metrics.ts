import { client, loose } from './client'
import type * as T from './types'

export const getMetrics = (projectId: number): Promise<T.MetricsReport> =>
  loose(client.GET('/api/projects/{projectId}/metrics', { params: { path: { projectId } } }))
