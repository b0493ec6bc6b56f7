import { client, loose } from './client'
import type * as T from './types'

const project = (projectId: number) => ({ params: { path: { projectId } } })

export const getLearning = (projectId: number): Promise<T.LearningState> =>
  loose(client.GET('/api/projects/{projectId}/learning', project(projectId)))
export const setLearning = (projectId: number, settings: T.LearningSettings): Promise<T.LearningState> =>
  loose(client.PUT('/api/projects/{projectId}/learning', { ...project(projectId), body: settings }))
export const startLearning = (projectId: number): Promise<T.LearningState> =>
  loose(client.POST('/api/projects/{projectId}/learning/start', project(projectId)))
export const cancelLearning = (projectId: number): Promise<T.LearningState> =>
  loose(client.POST('/api/projects/{projectId}/learning/cancel', project(projectId)))
