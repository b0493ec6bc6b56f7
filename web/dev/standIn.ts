// A stand-in for the server while pages are built: the API of src/api, in memory, with made-up mails. Not shipped.
// Sign in with ada@example.org and any password. `/api/__reset` starts over.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, Plugin } from 'vite'
import { handle, Refused, reset } from './answers.ts'

export function standIn(): Plugin {
  const serve: Connect.NextHandleFunction = (request, response, next) => {
    if (!request.url?.startsWith('/api/')) return next()
    void answer(request, response)
  }
  return {
    name: 'assay-stand-in',
    configureServer: server => void server.middlewares.use(serve),
    configurePreviewServer: server => void server.middlewares.use(serve),
  }
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const path = url.pathname.slice('/api'.length)
  if (path === '/__reset') {
    reset()
    response.end()
    return
  }
  if (path.endsWith('/events')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks).toString('utf8')
  const who = /assay=(\d+)/.exec(request.headers.cookie ?? '')?.[1]
  try {
    const isJson = request.headers['content-type']?.startsWith('application/json')
    const result = handle(
      request.method ?? 'GET',
      path,
      url.searchParams,
      isJson && raw ? (JSON.parse(raw) as Record<string, unknown>) : {},
      raw,
      who ? Number(who) : null,
    )
    if (result.signIn !== undefined)
      response.setHeader('set-cookie', result.signIn === null ? 'assay=; Path=/; Max-Age=0' : `assay=${result.signIn}; Path=/`)
    if (result.text !== undefined) {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-disposition': 'attachment; filename="assay.txt"' })
      response.end(result.text)
    } else if (result.body === undefined) response.writeHead(204).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result.body))
  } catch (error) {
    const status = error instanceof Refused ? error.status : 500
    const detail = error instanceof Error ? error.message : String(error)
    response.writeHead(status, { 'content-type': 'application/problem+json' })
    response.end(JSON.stringify({ status, title: 'Refused', detail, errors: error instanceof Refused ? error.errors : [] }))
  }
}
