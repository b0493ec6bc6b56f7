import { client, loose, ok } from './client'
import type * as T from './types'
import { wireAnswers } from './wire'

const task = (projectId: number, taskId: number) => ({ params: { path: { projectId, taskId } } })

export const getQuality = (projectId: number): Promise<T.Quality> =>
  ok(client.GET('/api/projects/{projectId}/quality', { params: { path: { projectId } } }))
/** The two sides of a confusion matrix of one question. */
export interface Compared {
  question: string
  a: T.Side
  b: T.Side
}
const compared = ({ question, a, b }: Compared) => ({ question, a: String(a), b: String(b) })

export const getConfusion = (projectId: number, sides: Compared): Promise<T.ConfusionOfTwo> =>
  ok(client.GET('/api/projects/{projectId}/quality/confusion', { params: { path: { projectId }, query: compared(sides) } }))
export const listConfusionTasks = (
  projectId: number,
  sides: Compared,
  cell: { row: string; column: string },
  after: number,
): Promise<{ tasks: T.CellTask[]; next: number | null; total: number }> =>
  ok(
    client.GET('/api/projects/{projectId}/quality/confusion/tasks', {
      params: { path: { projectId }, query: { ...compared(sides), ...cell, after, limit: 20 } },
    }),
  )
export const listWorstTasks = (
  projectId: number,
  question: string,
  after: number,
): Promise<{ tasks: T.WorstTask[]; next: number | null }> =>
  ok(
    client.GET('/api/projects/{projectId}/quality/worst', {
      params: { path: { projectId }, query: { question, after, limit: 10 } },
    }),
  )
export const getAggregation = (projectId: number): Promise<{ run: T.AggregationRun | null }> =>
  loose(client.GET('/api/projects/{projectId}/aggregation', { params: { path: { projectId } } }))
export const startAggregation = (projectId: number): Promise<{ run: T.AggregationRun | null }> =>
  loose(client.POST('/api/projects/{projectId}/aggregation', { params: { path: { projectId } } }))
export const cancelAggregation = (projectId: number): Promise<{ run: T.AggregationRun | null }> =>
  loose(client.POST('/api/projects/{projectId}/aggregation/cancel', { params: { path: { projectId } } }))
export const listDisputes = (projectId: number, after?: number): Promise<{ disputes: T.Dispute[]; total: number }> =>
  ok(
    client.GET('/api/projects/{projectId}/disputes', {
      params: { path: { projectId }, query: { limit: 50, ...(after ? { after } : {}) } },
    }),
  )
export const listTasks = (
  projectId: number,
  query: { status?: T.TaskStatus; search?: string; after?: number; limit?: number },
): Promise<T.TaskPage> => loose(client.GET('/api/projects/{projectId}/tasks', { params: { path: { projectId }, query } }))
export const getTask = (projectId: number, taskId: number, blind: boolean): Promise<T.TaskStory> =>
  loose(client.GET('/api/projects/{projectId}/tasks/{taskId}', { params: { path: { projectId, taskId }, query: { blind } } }))
export const decide = (projectId: number, taskId: number, answers: T.Answers, comment?: string): Promise<T.TaskStory> =>
  loose(
    client.POST('/api/projects/{projectId}/tasks/{taskId}/decision', {
      ...task(projectId, taskId),
      body: { answers: wireAnswers(answers), ...(comment ? { comment } : {}) },
    }),
  )
export const undoDecision = (projectId: number, taskId: number): Promise<T.TaskStory> =>
  loose(client.POST('/api/projects/{projectId}/tasks/{taskId}/decision/undo', task(projectId, taskId)))
export const askOneMore = (projectId: number, taskId: number): Promise<T.TaskStory> =>
  loose(client.POST('/api/projects/{projectId}/tasks/{taskId}/ask-one-more', task(projectId, taskId)))
export const requeue = (projectId: number, taskId: number): Promise<T.TaskStory> =>
  loose(client.POST('/api/projects/{projectId}/tasks/{taskId}/requeue', task(projectId, taskId)))
export const archive = (projectId: number, taskId: number): Promise<T.TaskStory> =>
  loose(client.POST('/api/projects/{projectId}/tasks/{taskId}/archive', task(projectId, taskId)))
export const markGold = (projectId: number, taskId: number, answers: T.Answers): Promise<T.TaskStory> =>
  loose(
    client.PUT('/api/projects/{projectId}/tasks/{taskId}/gold', {
      ...task(projectId, taskId),
      body: { answers: wireAnswers(answers) },
    }),
  )
export const unmarkGold = (projectId: number, taskId: number): Promise<T.TaskStory> =>
  loose(client.DELETE('/api/projects/{projectId}/tasks/{taskId}/gold', task(projectId, taskId)))

export const exportSummary = (projectId: number): Promise<T.ExportSummary> =>
  ok(client.GET('/api/projects/{projectId}/export/summary', { params: { path: { projectId } } }))
export const exportUrl = (
  projectId: number,
  options: { format: 'jsonl' | 'csv'; annotations: boolean; only: 'decided' | 'all' },
) => `/api/projects/${projectId}/export?format=${options.format}&annotations=${options.annotations}&only=${options.only}`

/** Keeps a dispute to oneself while it is being looked at; null: somebody else is deciding it. */
export const claimDispute = (projectId: number, taskId: number): Promise<{ taskId: number | null }> =>
  ok(client.POST('/api/projects/{projectId}/disputes/claim', { params: { path: { projectId } }, body: { taskId } }))
