import { client, loose, ok } from './client'
import type * as T from './types'

const project = (projectId: number) => ({ params: { path: { projectId } } })
const clarification = (projectId: number, clarificationId: number) => ({ params: { path: { projectId, clarificationId } } })

export const getArbitration = (projectId: number): Promise<T.ArbitrationState> =>
  loose(client.GET('/api/projects/{projectId}/arbitration', project(projectId)))
export const setArbitration = (projectId: number, settings: T.ArbitrationSettings): Promise<T.ArbitrationState> =>
  loose(client.PUT('/api/projects/{projectId}/arbitration', { ...project(projectId), body: settings }))
export const estimateArbitration = (projectId: number, setupId: number): Promise<T.RunEstimate> =>
  loose(client.POST('/api/projects/{projectId}/arbitration/estimate/{setupId}', { params: { path: { projectId, setupId } } }))
export const askAgain = (projectId: number): Promise<T.ArbitrationState> =>
  loose(client.POST('/api/projects/{projectId}/arbitration/ask-again', project(projectId)))
export const takeBackArbitration = (projectId: number): Promise<T.ArbitrationState> =>
  loose(client.POST('/api/projects/{projectId}/arbitration/take-back', project(projectId)))
export const listClarifications = (projectId: number): Promise<T.Clarification[]> =>
  ok(client.GET('/api/projects/{projectId}/clarifications', project(projectId)))
export const takeClarification = (projectId: number, id: number, text: string): Promise<{ guidelineVersion: number }> =>
  ok(
    client.POST('/api/projects/{projectId}/clarifications/{clarificationId}/take', {
      ...clarification(projectId, id),
      body: { text },
    }),
  )
export const dismissClarification = (projectId: number, id: number): Promise<unknown> =>
  ok(client.POST('/api/projects/{projectId}/clarifications/{clarificationId}/dismiss', clarification(projectId, id)))
