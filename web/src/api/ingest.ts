import { client, loose, ok, ourHeader, problemOf, Refusal } from './client'
import { connection } from './connection'
import type * as T from './types'

const at = (projectId: number) => ({ params: { path: { projectId } } })
const job = (projectId: number, jobId: number) => ({ params: { path: { projectId, jobId } } })

export const listImports = (projectId: number): Promise<T.ImportJob[]> =>
  loose(client.GET('/api/projects/{projectId}/imports', at(projectId)))
export const startImport = (projectId: number, body: T.NewImport): Promise<T.ImportJob> =>
  loose(client.POST('/api/projects/{projectId}/imports', { ...at(projectId), body }))
export const cancelImport = (projectId: number, jobId: number): Promise<T.ImportJob> =>
  loose(client.POST('/api/projects/{projectId}/imports/{jobId}/cancel', job(projectId, jobId)))
export const resumeImport = (projectId: number, jobId: number): Promise<T.ImportJob> =>
  loose(client.POST('/api/projects/{projectId}/imports/{jobId}/resume', job(projectId, jobId)))
export const undoImport = (projectId: number, jobId: number): Promise<T.ImportJob> =>
  loose(client.POST('/api/projects/{projectId}/imports/{jobId}/undo', job(projectId, jobId)))
export const rejectedUrl = (projectId: number, jobId: number) => `/api/projects/${projectId}/imports/${jobId}/rejected`

export const previewAs = (projectId: number, uploadId: string, format: T.FormatName): Promise<T.Upload> =>
  loose(
    client.GET('/api/projects/{projectId}/uploads/{uploadId}', { params: { path: { projectId, uploadId }, query: { format } } }),
  )
export const dropUpload = async (projectId: number, uploadId: string): Promise<void> =>
  void (await ok(client.DELETE('/api/projects/{projectId}/uploads/{uploadId}', { params: { path: { projectId, uploadId } } })))

/** Streams a file up as it is. XMLHttpRequest, because fetch does not tell how much has been sent. */
export function upload(projectId: number, file: File, progress: (sent: number) => void, signal: AbortSignal): Promise<T.Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/projects/${projectId}/uploads?fileName=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-Assay', ourHeader['X-Assay'])
    request.responseType = 'json'
    request.upload.onprogress = event => progress(event.loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as T.Upload)
      else reject(new Refusal(request.status, problemOf(request.response)))
    }
    request.onerror = () => {
      connection.lost()
      reject(new Refusal(0, {}))
    }
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
