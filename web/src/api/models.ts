import { client, loose, ok } from './client'
import type * as T from './types'

const at = (projectId: number) => ({ params: { path: { projectId } } })
const one = (projectId: number, setupId: number) => ({ params: { path: { projectId, setupId } } })

/** What is set up, or tried: a model of a kind with its settings. */
export interface NewSetup {
  name: string
  kind: T.ModelKind
  settings: T.ModelSettings
  draftsImports: boolean
}
/** What is tried: a model as it would be set up, or set up anew. */
export type TriedSetup = Pick<NewSetup, 'kind' | 'settings'> & { setupId?: number }

export const listModels = (projectId: number): Promise<T.WeakModel[]> =>
  loose(client.GET('/api/projects/{projectId}/models', at(projectId)))
export const showModels = (projectId: number, models: number[]): Promise<T.WeakModel[]> =>
  loose(client.PUT('/api/projects/{projectId}/models/shown', { ...at(projectId), body: { models } }))
const model = (projectId: number, modelId: number) => ({ params: { path: { projectId, modelId } } })
export const getAutoAccept = (projectId: number, modelId: number): Promise<T.AcceptState> =>
  loose(client.GET('/api/projects/{projectId}/models/{modelId}/auto-accept', model(projectId, modelId)))
export const setAutoAccept = (projectId: number, modelId: number, body: T.AcceptSettings): Promise<T.AcceptState> =>
  loose(client.PUT('/api/projects/{projectId}/models/{modelId}/auto-accept', { ...model(projectId, modelId), body }))
export const takeBackAccepted = (projectId: number, modelId: number): Promise<T.AcceptState> =>
  loose(
    client.POST('/api/projects/{projectId}/models/{modelId}/auto-accept/take-back', { ...model(projectId, modelId), body: {} }),
  )
export const getPrompt = (projectId: number, taskId: number, predictionId: number): Promise<T.PredictionPrompt> =>
  loose(
    client.GET('/api/projects/{projectId}/tasks/{taskId}/predictions/{predictionId}/prompt', {
      params: { path: { projectId, taskId, predictionId } },
    }),
  )
export const getAccepted = (projectId: number): Promise<T.AcceptedLabels> =>
  loose(client.GET('/api/projects/{projectId}/auto-accept', at(projectId)))
export const takeBackEverything = (projectId: number): Promise<T.AcceptedLabels> =>
  loose(client.POST('/api/projects/{projectId}/auto-accept/take-back', at(projectId)))
export const getSpending = (projectId: number): Promise<T.ProjectSpending> =>
  loose(client.GET('/api/projects/{projectId}/spending', at(projectId)))
export const setSpending = (projectId: number, body: T.ProjectLimits): Promise<T.ProjectSpending> =>
  loose(client.PUT('/api/projects/{projectId}/spending', { ...at(projectId), body }))
export const getCalibration = (projectId: number, modelId: number): Promise<T.ModelCalibration> =>
  loose(client.GET('/api/projects/{projectId}/models/{modelId}/calibration', model(projectId, modelId)))
export const getDraftEffect = (projectId: number): Promise<T.DraftEffect> =>
  loose(client.GET('/api/projects/{projectId}/drafts/effect', at(projectId)))
export const listKinds = (projectId: number): Promise<T.KindAtHand[]> =>
  loose(client.GET('/api/projects/{projectId}/model-kinds', at(projectId)))
export const listSetups = (projectId: number): Promise<T.ModelSetup[]> =>
  loose(client.GET('/api/projects/{projectId}/model-setups', at(projectId)))
export const addSetup = (projectId: number, body: NewSetup): Promise<T.ModelSetup> =>
  loose(client.POST('/api/projects/{projectId}/model-setups', { ...at(projectId), body }))
export const changeSetup = (projectId: number, setupId: number, body: NewSetup): Promise<T.ModelSetup> =>
  loose(client.PUT('/api/projects/{projectId}/model-setups/{setupId}', { ...one(projectId, setupId), body }))
export const removeSetup = async (projectId: number, setupId: number): Promise<void> =>
  void (await ok(client.DELETE('/api/projects/{projectId}/model-setups/{setupId}', one(projectId, setupId))))
export const tryModel = (projectId: number, body: TriedSetup & { round: number }, signal: AbortSignal): Promise<T.ModelTrial> =>
  loose(client.POST('/api/projects/{projectId}/model-setups/try', { ...at(projectId), body, signal }))
export const startRun = (projectId: number, setupId: number, all: boolean): Promise<T.DraftingRun> =>
  loose(client.POST('/api/projects/{projectId}/model-setups/{setupId}/run', { ...one(projectId, setupId), body: { all } }))
export const cancelRun = (projectId: number, setupId: number): Promise<T.DraftingRun> =>
  loose(client.POST('/api/projects/{projectId}/model-setups/{setupId}/run/cancel', one(projectId, setupId)))
export const resumeRun = (projectId: number, setupId: number): Promise<T.DraftingRun> =>
  loose(client.POST('/api/projects/{projectId}/model-setups/{setupId}/run/resume', one(projectId, setupId)))
export const estimateRun = (projectId: number, setupId: number, all: boolean): Promise<T.RunEstimate> =>
  loose(
    client.POST('/api/projects/{projectId}/model-setups/{setupId}/estimate', {
      params: { path: { projectId, setupId } },
      body: { all },
    }),
  )
export const estimateDifficulty = (projectId: number, setupId: number): Promise<T.RunEstimate> =>
  loose(client.POST('/api/projects/{projectId}/difficulty/estimate/{setupId}', one(projectId, setupId)))
export const getDifficulty = (projectId: number): Promise<T.DifficultyState> =>
  loose(client.GET('/api/projects/{projectId}/difficulty', { params: { path: { projectId } } }))
export const setDifficulty = (projectId: number, settings: T.DifficultySettings): Promise<T.DifficultyState> =>
  loose(client.PUT('/api/projects/{projectId}/difficulty', { params: { path: { projectId } }, body: settings }))
export const cancelDifficulty = (projectId: number): Promise<T.DifficultyState> =>
  loose(client.POST('/api/projects/{projectId}/difficulty/cancel', { params: { path: { projectId } } }))
