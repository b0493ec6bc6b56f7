import type { LabelSchema, Violation } from '../../api/types'
import { w } from '../../i18n'

const isKnown = (kind: unknown) => typeof kind === 'string' && Object.hasOwn(w.schema.kinds, kind)

export type Parsed = { schema: LabelSchema; problem: null } | { schema: null; problem: string }

/** A schema typed by hand: well-formed enough to be shown. The finer rules are the server's. */
export function parseSchema(text: string, words: { notASchema: string }): Parsed {
  try {
    const value = JSON.parse(text) as Partial<LabelSchema> | null
    if (!value || !Array.isArray(value.fields) || !Array.isArray(value.questions))
      return { schema: null, problem: words.notASchema }
    const shaped = value.questions.every(
      q =>
        typeof q === 'object' &&
        isKnown(q.kind) &&
        (q.kind === 'rating' || q.kind === 'text' || Array.isArray(q.labels)) &&
        (q.kind !== 'keypoints' || Array.isArray(q.points)),
    )
    return shaped ? { schema: value as LabelSchema, problem: null } : { schema: null, problem: words.notASchema }
  } catch (error) {
    return { schema: null, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The complaints about one part of a schema: "questions[1]" owns "questions[1].labels[0].name". */
export const violationsAt = (violations: readonly Violation[], path: string) =>
  violations.filter(v => v.path === path || v.path.startsWith(`${path}.`) || v.path.startsWith(`${path}[`))
