// Where marks, their tags and the arcs between them go, from the rectangles of the text they are on. Pure.

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** How deep each stretch lies: marks that overlap get lines at different depths, the longer one nearer to the text. In order of start, longer first. */
export function depths(stretches: readonly { start: number; end: number }[]): number[] {
  const open: { end: number; depth: number }[] = []
  return stretches.map(({ start, end }) => {
    for (let i = open.length - 1; i >= 0; i--) if ((open[i]?.end ?? 0) <= start) open.splice(i, 1)
    const taken = new Set(open.map(o => o.depth))
    let depth = 0
    while (taken.has(depth)) depth++
    open.push({ end, depth })
    return depth
  })
}

export interface TagPlace {
  readonly left: number
  readonly top: number
  /** Rows above the mark: a tag that would cover its neighbour stands a row higher. */
  readonly row: number
}

export const TAG_ROW = 13
const MOST_ROWS = 3

/** Tags stand above the beginning of their marks, each where it covers no other. */
export function placeTags(tags: readonly { box: Box; width: number }[]): TagPlace[] {
  /** The right edges of the tags on each line, by row. */
  const lines = new Map<number, number[]>()
  return tags.map(({ box, width }) => {
    const line = Math.round(box.top / 8)
    const rows = lines.get(line) ?? []
    lines.set(line, rows)
    let row = 0
    while (row < MOST_ROWS - 1 && (rows[row] ?? -Infinity) > box.left) row++
    rows[row] = Math.max(rows[row] ?? 0, box.left + width)
    return { left: box.left, top: box.top - TAG_ROW * (row + 1), row }
  })
}

export interface ArcEnd {
  readonly box: Box
  /** Rows of tags above it, which the arc must clear. */
  readonly rows: number
}

export interface Arc {
  readonly path: string
  readonly label: { readonly x: number; readonly y: number }
  /** How many lines of text it spans. */
  readonly lines: number
}

const RADIUS = 5
const LANE = 9

/** An arc in the lane above the tags of the lower end; the upper end, on another line, is left from below. */
export function arc(from: ArcEnd, to: ArcEnd, lineHeight: number, lane: number): Arc {
  const lines = Math.round(Math.abs(from.box.top - to.box.top) / lineHeight)
  const isSame = lines === 0
  const fromIsLower = from.box.top > to.box.top
  const lower = fromIsLower ? from : to
  const y = Math.min(...(isSame ? [from, to] : [lower]).map(e => e.box.top - TAG_ROW * e.rows)) - 5 - lane * LANE
  const x = (e: ArcEnd, other: ArcEnd) => {
    // Side by side the ends are those that face each other, far enough from the tags' own edge to be told apart.
    const inset = Math.min(10, e.box.width / 2)
    return isSame
      ? e.box.left < other.box.left
        ? e.box.left + e.box.width - inset
        : e.box.left + inset
      : e.box.left + e.box.width / 2
  }
  const y1 = isSame || fromIsLower ? from.box.top - TAG_ROW * from.rows - 1 : from.box.top + from.box.height + 4
  const y2 = isSame || !fromIsLower ? to.box.top - TAG_ROW * to.rows - 1 : to.box.top + to.box.height + 4
  const [x1, x2] = [x(from, to), x(to, from)]
  const side = x2 >= x1 ? 1 : -1
  const radius = Math.min(RADIUS, Math.abs(x2 - x1) / 2)
  const turn1 = y1 > y ? y + radius : y - radius
  const turn2 = y2 > y ? y + radius : y - radius
  return {
    path: `M${x1} ${y1}V${turn1}Q${x1} ${y} ${x1 + side * radius} ${y}H${x2 - side * radius}Q${x2} ${y} ${x2} ${turn2}V${y2}`,
    label: { x: (x1 + x2) / 2, y: y + 4 },
    lines,
  }
}

/** A lane for each arc, so that those that lie over each other on a line are told apart; the shorter ones lower. */
export function lanes(arcs: readonly { line: number; left: number; right: number }[]): number[] {
  const byWidth = arcs.map((one, index) => ({ ...one, index })).sort((a, b) => a.right - a.left - (b.right - b.left))
  const placed: { line: number; left: number; right: number; lane: number }[] = []
  const found = arcs.map(() => 0)
  for (const one of byWidth) {
    const near = placed.filter(p => p.line === one.line && p.left < one.right && one.left < p.right)
    let lane = 0
    while (near.some(p => p.lane === lane)) lane++
    placed.push({ ...one, lane })
    found[one.index] = Math.min(lane, 2)
  }
  return found
}
