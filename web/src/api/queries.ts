// What the pages know of the server, each under one key. Mutations invalidate by these keys.
import { getArbitration, listClarifications } from './arbitration'
import { queryOptions } from '@tanstack/react-query'
import { getWaveform, listImports } from './ingest'
import { getLearning } from './learning'
import {
  getAccepted,
  getAutoAccept,
  getCalibration,
  getDifficulty,
  getDraftEffect,
  getSpending,
  listKinds,
  listModels,
  listSetups,
} from './models'
import { getMetrics } from './metrics'
import { getSession, listInvitations, listMembers, listTokens } from './people'
import { getGuidelines, getOverview, getProject, listGuidelineVersions, listProjects } from './projects'
import { exportSummary, getAggregation, getConfusion, getQuality, getTask, listDisputes, type Compared } from './quality'
import type { Quality } from './types'
import { listMine } from './queue'

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: getSession, staleTime: 60_000 })
export const tokensQuery = queryOptions({ queryKey: ['tokens'], queryFn: listTokens })
export const projectsQuery = queryOptions({ queryKey: ['projects'], queryFn: listProjects })

/** Everything under one project; a live event refreshes it by its first two parts. */
const of = (projectId: number, ...rest: (string | number | boolean)[]) => ['project', projectId, ...rest]

const SOONEST = 2_000
const LATEST = 30_000

/** When to ask again for numbers that newer answers have outdated, in ms: the older they are, the longer they take. */
export const askAgainIn = (quality: Pick<Quality, 'isCurrent' | 'measuredAt'>, now: number): number | false =>
  quality.isCurrent ? false : Math.min(LATEST, Math.max(SOONEST, (now - Date.parse(quality.measuredAt)) / 4))

export const projectQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'project'), queryFn: () => getProject(id), staleTime: 30_000 })
export const guidelinesQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'guidelines'), queryFn: () => getGuidelines(id), staleTime: 60_000 })
export const guidelineVersionsQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'guideline-versions'), queryFn: () => listGuidelineVersions(id) })
export const overviewQuery = (id: number) => queryOptions({ queryKey: of(id, 'overview'), queryFn: () => getOverview(id) })
export const importsQuery = (id: number) => queryOptions({ queryKey: of(id, 'imports'), queryFn: () => listImports(id) })
export const membersQuery = (id: number) => queryOptions({ queryKey: of(id, 'members'), queryFn: () => listMembers(id) })
export const invitationsQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'invitations'), queryFn: () => listInvitations(id) })
export const mineQuery = (id: number) => queryOptions({ queryKey: of(id, 'mine'), queryFn: () => listMine(id, 20) })
export const qualityQuery = (id: number) =>
  queryOptions({
    queryKey: of(id, 'quality'),
    queryFn: () => getQuality(id),
    refetchInterval: query => (query.state.data ? askAgainIn(query.state.data, Date.now()) : false),
  })
export const confusionQuery = (id: number, sides: Compared) =>
  queryOptions({
    queryKey: of(id, 'quality', 'confusion', sides.question, sides.a, sides.b),
    queryFn: () => getConfusion(id, sides),
  })
export const cellKey = (id: number, sides: Compared, row: string, column: string) =>
  of(id, 'quality', 'cell', sides.question, sides.a, sides.b, row, column)
export const worstKey = (id: number, question: string) => of(id, 'quality', 'worst', question)
export const aggregationQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'aggregation'), queryFn: () => getAggregation(id) })
export const modelsQuery = (id: number) => queryOptions({ queryKey: of(id, 'models'), queryFn: () => listModels(id) })
export const autoAcceptQuery = (id: number, modelId: number) =>
  queryOptions({
    queryKey: of(id, 'auto-accept', modelId),
    queryFn: () => getAutoAccept(id, modelId),
    refetchInterval: query => (query.state.data?.isWorking ? 1_000 : false),
  })
export const calibrationQuery = (id: number, modelId: number) =>
  queryOptions({ queryKey: of(id, 'calibration', modelId), queryFn: () => getCalibration(id, modelId) })
export const spendingQuery = (id: number) => queryOptions({ queryKey: of(id, 'spending'), queryFn: () => getSpending(id) })
export const acceptedQuery = (id: number) =>
  queryOptions({
    queryKey: of(id, 'accepted'),
    queryFn: () => getAccepted(id),
    refetchInterval: query => (query.state.data?.isWorking ? 1_000 : false),
  })
export const difficultyQuery = (id: number) =>
  queryOptions({
    queryKey: of(id, 'difficulty'),
    queryFn: () => getDifficulty(id),
    refetchInterval: query => (query.state.data?.isWorking ? 1_000 : false),
  })
/** While people label, turns come by themselves. */
export const learningQuery = (id: number) =>
  queryOptions({
    queryKey: of(id, 'learning'),
    queryFn: () => getLearning(id),
    refetchInterval: query => (query.state.data?.isWorking ? 1_000 : query.state.data?.settings.isOn ? 10_000 : false),
  })
export const metricsQuery = (id: number) => queryOptions({ queryKey: of(id, 'metrics'), queryFn: () => getMetrics(id) })
export const modelKindsQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'model-kinds'), queryFn: () => listKinds(id), staleTime: 60_000 })
export const draftEffectQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'draft-effect'), queryFn: () => getDraftEffect(id) })
/** Where live events do not get through, a running job is still asked about. */
export const setupsQuery = (id: number) =>
  queryOptions({
    queryKey: of(id, 'model-setups'),
    queryFn: () => listSetups(id),
    refetchInterval: ({ state: { data = [] } }) => {
      if (data.some(({ run }) => run?.state === 'running' || (run?.state === 'queued' && !run.waitsUntil))) return 1_000
      // one that waits for its provider does so for minutes and hours
      if (data.some(({ run }) => run?.waitsUntil)) return 10_000
      // a run that begins by itself is looked for
      return data.some(setup => setup.draftsImports) ? 5_000 : false
    },
  })
export const arbitrationQuery = (id: number) =>
  queryOptions({
    queryKey: of(id, 'disputes', 'arbitration'),
    queryFn: () => getArbitration(id),
    refetchInterval: query => (query.state.data?.isWorking ? 1_000 : false),
  })
export const clarificationsQuery = (id: number) =>
  queryOptions({ queryKey: of(id, 'disputes', 'clarifications'), queryFn: () => listClarifications(id) })
export const disputesQuery = (id: number) => queryOptions({ queryKey: of(id, 'disputes'), queryFn: () => listDisputes(id) })
export const taskQuery = (id: number, taskId: number, blind: boolean) =>
  queryOptions({ queryKey: of(id, 'task', taskId, blind), queryFn: () => getTask(id, taskId, blind) })
export const exportSummaryQuery = (id: number) => queryOptions({ queryKey: of(id, 'export'), queryFn: () => exportSummary(id) })
/** Named by its content, it never changes. */
export const waveformQuery = (url: string, per: number) =>
  queryOptions({
    queryKey: ['waveform', url, per],
    queryFn: () => getWaveform(url, per),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: 1,
  })
