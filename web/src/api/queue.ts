import { client, loose, ok, ourHeader } from './client'
import type * as T from './types'
import { wireAnswers } from './wire'

const at = (projectId: number) => ({ params: { path: { projectId } } })

export const claim = (projectId: number, count: number): Promise<T.Claim> =>
  loose(client.POST('/api/projects/{projectId}/claims', { ...at(projectId), body: { count } }))
export const extendLeases = (projectId: number, taskIds: number[]): Promise<{ held: number[]; lost: number[] }> =>
  ok(client.POST('/api/projects/{projectId}/leases/extend', { ...at(projectId), body: { taskIds } }))
export const saveDraft = async (
  projectId: number,
  taskId: number,
  answers: T.Answers,
  settled: Readonly<Record<string, readonly number[]>>,
): Promise<void> =>
  void (await ok(
    client.PUT('/api/projects/{projectId}/tasks/{taskId}/draft', {
      params: { path: { projectId, taskId } },
      body: { answers: wireAnswers(answers), settled },
    }),
  ))
export const listMine = (projectId: number, limit: number): Promise<T.MyAnswer[]> =>
  loose(client.GET('/api/projects/{projectId}/mine', { params: { path: { projectId }, query: { limit } } }))

/** Gives tasks back while the page goes away: keepalive outlives the page, and nobody waits for the answer. */
export function releaseLeases(projectId: number, taskIds: number[]) {
  if (taskIds.length === 0) return
  void fetch(`/api/projects/${projectId}/leases/release`, {
    method: 'POST',
    keepalive: true,
    headers: { ...ourHeader, 'Content-Type': 'application/json' },
    body: JSON.stringify({ taskIds }),
  }).catch(() => {
    // Not reached: the leases run out by themselves.
  })
}
