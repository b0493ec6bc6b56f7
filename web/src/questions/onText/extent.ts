// Stretches of a field's text: where they are, whether two share characters. Places are code points. Pure.
import type { Extent } from '../../api/types'

/** Its parts; one where it has no gaps. */
export const partsOf = ({ start, end, parts }: Extent): readonly (readonly [number, number])[] => parts ?? [[start, end]]

/** A stretch from its parts: ascending, those that touch as one. */
export function joined(field: string | undefined, parts: readonly (readonly [number, number])[]): Extent {
  const kept: [number, number][] = []
  for (const [start, end] of [...parts].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = kept.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else kept.push([start, end])
  }
  return {
    ...(field === undefined ? {} : { field }),
    start: kept[0]?.[0] ?? 0,
    end: kept.at(-1)?.[1] ?? 0,
    ...(kept.length > 1 ? { parts: kept } : {}),
  }
}

export const lengthOf = (extent: Extent) => partsOf(extent).reduce((sum, [start, end]) => sum + end - start, 0)

/** Characters that two stretches share. */
export function shared(a: Extent, b: Extent): number {
  if (a.field !== b.field || a.start >= b.end || b.start >= a.end) return 0
  let sum = 0
  for (const [from, to] of partsOf(a))
    for (const [start, end] of partsOf(b)) sum += Math.max(0, Math.min(to, end) - Math.max(from, start))
  return sum
}

export const sameExtent = (a: Extent, b: Extent) =>
  a.field === b.field && a.start === b.start && a.end === b.end && JSON.stringify(a.parts) === JSON.stringify(b.parts)

/** The words it covers, gaps told by an ellipsis. */
export const quoted = (points: readonly string[], extent: Extent) =>
  partsOf(extent)
    .map(([start, end]) => points.slice(start, end).join(''))
    .join(' … ')
