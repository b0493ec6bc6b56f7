/** Those whose words hold what was typed, in order: at the start of the label, at the start of a word, anywhere, as scattered letters. Groups stay together. */
export function rank<X extends { group: string }>(all: readonly X[], wanted: string, words: (x: X) => string): X[] {
  const typed = wanted.trim().toLowerCase()
  const scored = all.flatMap(x => {
    const score = scoreOf(words(x).toLowerCase(), typed)
    return score === null ? [] : [{ x, score }]
  })
  const best = new Map<string, number>()
  for (const { x, score } of scored) best.set(x.group, Math.min(best.get(x.group) ?? Infinity, score))
  return scored
    .sort(
      (a, b) =>
        best.get(a.x.group)! - best.get(b.x.group)! ||
        (a.x.group < b.x.group ? -1 : a.x.group > b.x.group ? 1 : 0) ||
        a.score - b.score,
    )
    .map(s => s.x)
}

function scoreOf(label: string, typed: string): number | null {
  if (typed === '') return 0
  if (label.startsWith(typed)) return 1
  if (label.split(/[\s/·-]+/).some(word => word.startsWith(typed))) return 2
  if (label.includes(typed)) return 3
  let from = 0
  for (const letter of typed.replace(/\s/g, '')) {
    const found = label.indexOf(letter, from)
    if (found < 0) return null
    from = found + 1
  }
  return 4
}
