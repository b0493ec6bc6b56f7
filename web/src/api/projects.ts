import { client, loose, ok } from './client'
import type { components } from './schema'
import type * as T from './types'

type NewProject = { name: string; schema: T.LabelSchema; guidelines?: string; overlap?: number; itemWord?: string }
export type ProjectChanges = Partial<
  Pick<
    T.Project,
    | 'name'
    | 'overlap'
    | 'leaseSeconds'
    | 'skipPolicy'
    | 'goldRate'
    | 'withheldShare'
    | 'aggregator'
    | 'confidenceThreshold'
    | 'itemWord'
    | 'archived'
  >
>
/** The generated type tells question kinds apart by the names of their schemas instead of by `kind`. */
const wire = (schema: T.LabelSchema) => schema as unknown as components['schemas']['LabelSchema']
const at = (projectId: number) => ({ params: { path: { projectId } } })

export const listProjects = (): Promise<T.ProjectSummary[]> => ok(client.GET('/api/projects'))
export const createProject = (body: NewProject): Promise<T.Project> =>
  loose(client.POST('/api/projects', { body: { ...body, schema: wire(body.schema) } }))
export const getProject = (projectId: number): Promise<T.Project> => loose(client.GET('/api/projects/{projectId}', at(projectId)))
export const changeProject = (projectId: number, body: ProjectChanges): Promise<T.Project> =>
  loose(client.PATCH('/api/projects/{projectId}', { ...at(projectId), body }))
export const putSchema = (projectId: number, body: T.LabelSchema): Promise<T.Project> =>
  loose(client.PUT('/api/projects/{projectId}/schema', { ...at(projectId), body: wire(body) }))
export const checkSchema = (body: T.LabelSchema): Promise<{ errors: T.Violation[] }> =>
  ok(client.POST('/api/schema/check', { body: wire(body) }))
/** Turns a Label Studio label config into a schema; nothing is stored. */
export const readLabelConfig = (config: string): Promise<{ schema: T.LabelSchema; notes: T.ConfigNote[] }> =>
  loose(client.POST('/api/schema/from-label-studio', { body: { config } }))

export const getGuidelines = (projectId: number): Promise<T.Guidelines> =>
  ok(client.GET('/api/projects/{projectId}/guidelines', at(projectId)))
export const listGuidelineVersions = (projectId: number): Promise<T.Guidelines[]> =>
  ok(client.GET('/api/projects/{projectId}/guidelines/versions', at(projectId)))
export const putGuidelines = (projectId: number, text: string, basedOn: number): Promise<T.Guidelines> =>
  ok(client.PUT('/api/projects/{projectId}/guidelines', { ...at(projectId), body: { text, basedOn } }))

export const getOverview = (projectId: number): Promise<T.Overview> =>
  loose(client.GET('/api/projects/{projectId}/overview', at(projectId)))
