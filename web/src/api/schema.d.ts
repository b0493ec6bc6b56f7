// The paths of the API in the form openapi-typescript writes. `npm run api` replaces this file from docs/openapi.json.
import type * as T from './types'

type Json<X> = { content: { 'application/json': X } }
type Problem = { content: { 'application/problem+json': T.ProblemDetails } }
type Call<Path, Query, Body, Ok> = {
  parameters: (Path extends None ? { path?: never } : { path: Path }) & { query?: Query extends None ? never : Query; header?: never; cookie?: never }
  requestBody?: Body extends null ? never : Json<Body>
  responses: { 200: Ok extends null ? { content?: never } : Json<Ok>; default: Problem }
}
type Methods<X> = { [M in 'get' | 'put' | 'post' | 'delete' | 'patch']: M extends keyof X ? X[M] : never } & {
  parameters: object
  options?: never
  head?: never
  trace?: never
}
type None = undefined
type OfProject = { projectId: number }
type OfTask = OfProject & { taskId: number }
type OfJob = OfProject & { jobId: number }
type TaskVerb = Methods<{ post: Call<OfTask, None, null, T.TaskStory> }>
type JobVerb = Methods<{ post: Call<OfJob, None, null, T.ImportJob> }>
type ProjectChanges = Partial<Pick<T.Project, 'name' | 'overlap' | 'leaseSeconds' | 'skipPolicy' | 'goldRate' | 'itemWord' | 'archived'>>

export interface paths {
  '/api/session': Methods<{
    get: Call<None, None, null, T.Session>
    post: Call<None, None, { email: string; password: string }, T.Session>
    delete: Call<None, None, null, null>
    patch: Call<None, None, { name: string }, T.Session>
  }>
  '/api/session/password': Methods<{ put: Call<None, None, { current: string; next: string }, null> }>
  '/api/setup': Methods<{ post: Call<None, None, { token: string; name: string; email: string; password: string }, T.Session> }>
  '/api/invitations/{token}': Methods<{
    get: Call<{ token: string }, None, null, T.InvitationInfo>
    post: Call<{ token: string }, None, { name?: string; email?: string; password?: string }, { session: T.Session; projectId: number }>
  }>
  '/api/tokens': Methods<{
    get: Call<None, None, null, T.ApiToken[]>
    post: Call<None, None, { name: string; scopes: string[]; projectId?: number; expiresInDays?: number }, { token: string; details: T.ApiToken }>
  }>
  '/api/tokens/{tokenId}': Methods<{ delete: Call<{ tokenId: number }, None, null, null> }>
  '/api/schema/check': Methods<{ post: Call<None, None, T.LabelSchema, { errors: T.Violation[] }> }>
  '/api/projects': Methods<{
    get: Call<None, None, null, T.ProjectSummary[]>
    post: Call<None, None, { name: string; schema: T.LabelSchema; guidelines?: string; overlap?: number; itemWord?: string }, T.Project>
  }>
  '/api/projects/{projectId}': Methods<{ get: Call<OfProject, None, null, T.Project>; patch: Call<OfProject, None, ProjectChanges, T.Project> }>
  '/api/projects/{projectId}/schema': Methods<{ put: Call<OfProject, None, T.LabelSchema, T.Project> }>
  '/api/projects/{projectId}/guidelines': Methods<{
    get: Call<OfProject, None, null, T.Guidelines>
    put: Call<OfProject, None, { text: string; basedOn: number }, T.Guidelines>
  }>
  '/api/projects/{projectId}/guidelines/versions': Methods<{ get: Call<OfProject, None, null, T.Guidelines[]> }>
  '/api/projects/{projectId}/members': Methods<{ get: Call<OfProject, None, null, T.Member[]> }>
  '/api/projects/{projectId}/members/{personId}': Methods<{
    patch: Call<OfProject & { personId: number }, None, { role: T.Role }, T.Member>
    delete: Call<OfProject & { personId: number }, None, null, null>
  }>
  '/api/projects/{projectId}/invitations': Methods<{
    get: Call<OfProject, None, null, T.Invitation[]>
    post: Call<OfProject, None, { role: T.Role; expiresInDays?: number; maxUses?: number }, { link: string; details: T.Invitation }>
  }>
  '/api/projects/{projectId}/invitations/{invitationId}': Methods<{ delete: Call<OfProject & { invitationId: number }, None, null, null> }>
  '/api/projects/{projectId}/overview': Methods<{ get: Call<OfProject, None, null, T.Overview> }>
  '/api/projects/{projectId}/uploads/{uploadId}': Methods<{
    get: Call<OfProject & { uploadId: string }, { format?: T.FormatName }, null, T.Upload>
    delete: Call<OfProject & { uploadId: string }, None, null, null>
  }>
  '/api/projects/{projectId}/imports': Methods<{
    get: Call<OfProject, None, null, T.ImportJob[]>
    post: Call<OfProject, None, T.NewImport, T.ImportJob>
  }>
  '/api/projects/{projectId}/imports/{jobId}': Methods<{ get: Call<OfJob, None, null, T.ImportJob> }>
  '/api/projects/{projectId}/imports/{jobId}/cancel': JobVerb
  '/api/projects/{projectId}/imports/{jobId}/resume': JobVerb
  '/api/projects/{projectId}/imports/{jobId}/undo': JobVerb
  '/api/projects/{projectId}/claims': Methods<{ post: Call<OfProject, None, { count?: number }, T.Claim> }>
  '/api/projects/{projectId}/leases/extend': Methods<{ post: Call<OfProject, None, { taskIds: number[] }, { held: number[]; lost: number[] }> }>
  '/api/projects/{projectId}/tasks/{taskId}/draft': Methods<{ put: Call<OfTask, None, { answers: T.Answers }, null> }>
  '/api/projects/{projectId}/mine': Methods<{ get: Call<OfProject, { limit?: number }, null, T.MyAnswer[]> }>
  '/api/projects/{projectId}/quality': Methods<{ get: Call<OfProject, None, null, T.Quality> }>
  '/api/projects/{projectId}/disputes': Methods<{ get: Call<OfProject, { after?: number; limit?: number }, null, { disputes: T.Dispute[]; total: number }> }>
  '/api/projects/{projectId}/tasks': Methods<{
    get: Call<OfProject, { status?: T.TaskStatus; search?: string; after?: number; limit?: number }, null, T.TaskPage>
  }>
  '/api/projects/{projectId}/tasks/{taskId}': Methods<{ get: Call<OfTask, { blind?: boolean }, null, T.TaskStory> }>
  '/api/projects/{projectId}/tasks/{taskId}/decision': Methods<{ post: Call<OfTask, None, { answers: T.Answers; comment?: string }, T.TaskStory> }>
  '/api/projects/{projectId}/tasks/{taskId}/gold': Methods<{
    put: Call<OfTask, None, { answers: T.Answers }, T.TaskStory>
    delete: Call<OfTask, None, null, T.TaskStory>
  }>
  '/api/projects/{projectId}/tasks/{taskId}/decision/undo': TaskVerb
  '/api/projects/{projectId}/tasks/{taskId}/ask-one-more': TaskVerb
  '/api/projects/{projectId}/tasks/{taskId}/requeue': TaskVerb
  '/api/projects/{projectId}/tasks/{taskId}/archive': TaskVerb
  '/api/projects/{projectId}/export/summary': Methods<{ get: Call<OfProject, None, null, T.ExportSummary> }>
}
