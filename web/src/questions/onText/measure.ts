// Asks the browser where a text is drawn and which place of it is under a point. Places are UTF-16 units, boxes are within the frame.
import type { Box } from './layout'

export interface Measure {
  /** A box for each line a stretch is on. */
  boxes(start: number, end: number): readonly Box[]
  /** The place nearest to a point of the window; null when the point is not on the text. */
  placeAt(x: number, y: number): number | null
  /** The character under a point, or the nearest on its line. */
  characterAt(x: number, y: number): number | null
  readonly lineHeight: number
}

export function measuring(node: Text, frame: HTMLElement): Measure {
  const known = new Map<string, readonly Box[]>()
  const style = node.parentElement ? getComputedStyle(node.parentElement) : null
  const rectsOf = (start: number, end: number) => {
    const range = document.createRange()
    range.setStart(node, Math.min(start, node.length))
    range.setEnd(node, Math.min(end, node.length))
    return [...range.getClientRects()].filter(rect => rect.width > 0)
  }
  const placeAt = (x: number, y: number): number | null => {
    const found = document.caretPositionFromPoint?.(x, y)
    if (found?.offsetNode === node) return found.offset
    const range = found ? null : document.caretRangeFromPoint?.(x, y)
    if (range?.startContainer === node) return range.startOffset
    const around = frame.getBoundingClientRect()
    return y < around.top ? 0 : y > around.bottom ? node.length : null
  }
  return {
    lineHeight: style ? Number.parseFloat(style.lineHeight) || Number.parseFloat(style.fontSize) * 1.6 : 24,
    boxes(start, end) {
      const key = `${start}-${end}`
      const before = known.get(key)
      if (before) return before
      const around = frame.getBoundingClientRect()
      const boxes = lineBoxes(
        rectsOf(start, end).map(({ left, top, width, height }) => ({
          left: left - around.left,
          top: top - around.top,
          width,
          height,
        })),
      )
      known.set(key, boxes)
      return boxes
    },
    placeAt,
    characterAt(x, y) {
      const at = placeAt(x, y)
      if (at === null) return null
      const isOver = (from: number) =>
        from >= 0 && rectsOf(from, from + 1).some(rect => rect.left <= x && x < rect.right && rect.top <= y && y < rect.bottom)
      return isOver(at) ? at : isOver(at - 1) ? at - 1 : Math.min(at, node.length - 1)
    },
  }
}

/** Boxes that follow each other on a line as one. */
function lineBoxes(boxes: readonly Box[]): Box[] {
  const merged: Box[] = []
  for (const box of boxes) {
    const last = merged.at(-1)
    if (last && Math.abs(last.top - box.top) < 3 && Math.abs(last.left + last.width - box.left) < 1)
      merged[merged.length - 1] = { ...last, width: box.left + box.width - last.left }
    else merged.push(box)
  }
  return merged
}
