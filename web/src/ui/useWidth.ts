import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** The measured width of an element: charts are drawn at it, so that their text stays its size. */
export function useWidth<E extends HTMLElement>(first = 480): [RefObject<E | null>, number] {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(entries => {
      const measured = entries[0]?.contentRect.width
      if (measured) setWidth(Math.round(measured))
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
