import { client, loose, ok, ourHeader, problemOf, reach, Refusal } from './client'
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
export const upload = (projectId: number, file: File, progress: (sent: number) => void, signal: AbortSignal): Promise<T.Upload> =>
  send(
    `/api/projects/${projectId}/uploads?fileName=${encodeURIComponent(file.name)}`,
    file,
    progress,
    signal,
    'application/octet-stream',
  )

/** Sends files as one upload; each keeps its path. */
export const uploadFiles = (
  projectId: number,
  name: string,
  files: readonly PathFile[],
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<T.Upload> =>
  send(`/api/projects/${projectId}/uploads/files?name=${encodeURIComponent(name)}`, parts(files), progress, signal)

/** Sends files for items that name them. */
export const uploadMedia = (
  projectId: number,
  files: readonly PathFile[],
  progress: (sent: number) => void,
  signal: AbortSignal,
): Promise<T.AddedMedium[]> => send(`/api/projects/${projectId}/media`, parts(files), progress, signal)

export const listMedia = (projectId: number, after: string | undefined): Promise<T.MediaPage> =>
  loose(
    client.GET('/api/projects/{projectId}/media', {
      params: { path: { projectId }, query: { limit: 60, ...(after === undefined ? {} : { after }) } },
    }),
  )
export const deleteMedium = async (projectId: number, name: string): Promise<void> =>
  void (await ok(client.DELETE('/api/projects/{projectId}/media', { params: { path: { projectId }, query: { name } } })))

/** A file and its path within what was chosen. */
export interface PathFile {
  file: File
  path: string
}

function parts(files: readonly PathFile[]): FormData {
  const form = new FormData()
  for (const { file, path } of files) form.append('file', file, path)
  return form
}

function send<R>(
  address: string,
  body: File | FormData,
  progress: (sent: number) => void,
  signal: AbortSignal,
  type?: string,
): Promise<R> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    // A form names its own type, with the boundary in it.
    if (type) request.setRequestHeader('Content-Type', type)
    request.setRequestHeader('X-Assay', ourHeader['X-Assay'])
    request.responseType = 'json'
    request.upload.onprogress = event => progress(event.loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(request.response as R)
      else reject(new Refusal(request.status, problemOf(request.response)))
    }
    request.onerror = () => {
      connection.lost()
      reject(new Refusal(0, {}))
    }
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}

/** The waveform at an address that came with an item, at least so many stretches a second. */
export async function getWaveform(url: string, per: number): Promise<T.Waveform> {
  const response = await reach(`${url}?per=${per}`)
  if (!response.ok) throw new Refusal(response.status, problemOf(await response.text()))
  return (await response.json()) as T.Waveform
}
