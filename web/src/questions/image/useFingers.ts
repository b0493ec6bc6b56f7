import { useRef } from 'react'
import { distance, type Point } from './geometry'
import type { useViewport } from './useViewport'

/** Nearer than this two fingers tell no zoom. */
const TOGETHER = 8

/** The fingers on an image. Two of them zoom and pan. */
export function useFingers(viewport: ReturnType<typeof useViewport>) {
  const on = useRef(new Map<number, Point>())
  return {
    /** How many there are with this one. */
    down(id: number, at: Point): number {
      on.current.set(id, at)
      return on.current.size
    },
    /** How many are left. */
    up(id: number): number {
      on.current.delete(id)
      return on.current.size
    },
    moved(id: number, to: Point) {
      if (on.current.has(id)) on.current.set(id, to)
    },
    pinch(id: number, to: Point) {
      const before = on.current.get(id)
      const other = [...on.current].find(([key]) => key !== id)?.[1]
      if (!before) return
      on.current.set(id, to)
      if (!other) return
      const middle = (point: Point) => ({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 })
      const [old, next] = [middle(before), middle(to)]
      viewport.panBy({ x: next.x - old.x, y: next.y - old.y })
      const was = distance(before, other)
      if (was > TOGETHER) viewport.pinchAt(next, distance(to, other) / was)
    },
  }
}
