/** Groups in order of first appearance. */
export function groupBy<X, K>(all: readonly X[], key: (x: X) => K): [K, X[]][] {
  const groups = new Map<K, X[]>()
  for (const x of all) {
    const k = key(x)
    const group = groups.get(k)
    if (group) group.push(x)
    else groups.set(k, [x])
  }
  return [...groups]
}
