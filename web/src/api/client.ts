// One way to the server: same origin, cookie, the header that proves the request came from our own page, and every refusal as one error.
import createClient from 'openapi-fetch'
import { connection } from './connection'
import type { paths } from './schema'
import type { ProblemDetails, Violation } from './types'

/** A refusal by the server. `status` 0: no answer came at all. */
export class Refusal extends Error {
  readonly status: number
  readonly violations: readonly Violation[]
  constructor(status: number, problem: ProblemDetails) {
    super(problem.detail ?? problem.title ?? String(status))
    this.name = 'Refusal'
    this.status = status
    this.violations = problem.errors ?? []
  }
}

export const ourHeader = { 'X-Assay': '1' }

/** fetch that tells `connection` whether the server could be reached. */
export async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(input, init)
    // A gateway that has lost its server is the same to a person as no network.
    if (response.status === 502 || response.status === 503 || response.status === 504) connection.lost()
    else connection.reached()
    return response
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) connection.lost()
    throw error
  }
}

export const client = createClient<paths>({ baseUrl: '', headers: ourHeader, fetch: request => reach(request) })

type Result<X> = { data?: X; error?: unknown; response: Response }

/** The body of a successful call, or a thrown Refusal. */
export async function ok<X>(call: Promise<Result<X>>): Promise<X> {
  let result: Result<X>
  try {
    result = await call
  } catch (error) {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : new Refusal(0, {})
  }
  if (!result.response.ok) throw new Refusal(result.response.status, problemOf(result.error))
  return result.data as X
}

/**
 * The same where the document says less than the server does: words from a list that it calls a string, question kinds told
 * apart by `kind`. The type is then ours to keep right.
 */
export const loose = <X>(call: Promise<Result<unknown>>): Promise<X> => ok(call) as Promise<X>

export function problemOf(body: unknown): ProblemDetails {
  if (typeof body === 'object' && body !== null) return body as ProblemDetails
  return typeof body === 'string' && body.length > 0 && body.length < 300 ? { detail: body } : {}
}
