import { useEffect, useRef, type RefObject } from 'react'
import { flushSync } from 'react-dom'

/** What a person may do next, or how the page may go. */
const NEXT = ['keydown', 'pointerdown', 'click', 'popstate', 'pagehide', 'visibilitychange'] as const
/** Keys that do nothing by themselves, and the one that pans. */
const IDLE: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', ' '])

/** Calls `finish` before anything else hears of what a person does next, other than drawing on. What it changes is on the page by then. */
export function useBeforeNext(drawnOn: RefObject<Element | null>, finish: () => void) {
  const latest = useRef(finish)
  useEffect(() => {
    latest.current = finish
  })
  useEffect(() => {
    const onNext = (event: Event) => {
      if (event instanceof KeyboardEvent && IDLE.has(event.key)) return
      const isOnPane = event.target instanceof Node && drawnOn.current?.closest('.canvas')?.contains(event.target)
      if (isOnPane && event.type !== 'keydown') return
      flushSync(latest.current)
    }
    for (const name of NEXT) addEventListener(name, onNext, true)
    return () => {
      for (const name of NEXT) removeEventListener(name, onNext, true)
    }
  }, [drawnOn])
}
