import type { LabelSchema, Violation } from '../../api/types'

export type Parsed = { schema: LabelSchema; problem: null } | { schema: null; problem: string }

const BARE = new Set<string>(['rating', 'text', 'pairwise'])
const LABELLED = new Set<string>([
  'choice',
  'spans',
  'relations',
  'ranking',
  'boxes',
  'polygons',
  'keypoints',
  'masks',
  'segments',
])

/** A schema typed by hand: well-formed enough to be shown. The finer rules are the server's. */
export function parseSchema(text: string, words: { notASchema: string }): Parsed {
  try {
    const value = JSON.parse(text) as Partial<LabelSchema> | null
    if (!value || !Array.isArray(value.fields) || !Array.isArray(value.questions))
      return { schema: null, problem: words.notASchema }
    const shaped = value.questions.every(
      q =>
        typeof q === 'object' &&
        (BARE.has(q.kind) || (LABELLED.has(q.kind) && Array.isArray((q as { labels?: unknown }).labels))) &&
        (q.kind !== 'keypoints' || Array.isArray((q as { points?: unknown }).points)),
    )
    return shaped ? { schema: value as LabelSchema, problem: null } : { schema: null, problem: words.notASchema }
  } catch (error) {
    return { schema: null, problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The complaints about one part of a schema: "questions[1]" owns "questions[1].labels[0].name". */
export const violationsAt = (violations: readonly Violation[], path: string) =>
  violations.filter(v => v.path === path || v.path.startsWith(`${path}.`) || v.path.startsWith(`${path}[`))
