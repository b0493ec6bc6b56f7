import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Point, Size } from './geometry'
import { fit, pan, wheelFactor, within, zoomTo, type Viewport } from './viewport'

const sizeOf = (element: HTMLElement | null): Size => ({
  width: element?.clientWidth ?? 1,
  height: element?.clientHeight ?? 1,
})

/** Zoom and place of an image in its pane. Until somebody zooms it is shown whole, however the pane is resized. */
export function useViewport(pane: RefObject<HTMLElement | null>, image: Size | null) {
  const [view, setView] = useState<Viewport>({ x: 0, y: 0, zoom: 1 })
  const isFitted = useRef(true)
  const latest = useRef(view)
  useLayoutEffect(() => {
    latest.current = view
  })

  useLayoutEffect(() => {
    const element = pane.current
    if (!element || !image) return
    const watch = new ResizeObserver(() => {
      const size = sizeOf(element)
      setView(now => (isFitted.current ? fit(image, size) : within(now, image, size)))
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [image, pane])

  // React's own wheel listener is passive and could not keep the page from scrolling.
  useEffect(() => {
    const element = pane.current
    if (!element || !image) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      isFitted.current = false
      const { left, top } = element.getBoundingClientRect()
      const at = { x: event.clientX - left, y: event.clientY - top }
      setView(now => zoomTo(now, at, now.zoom * wheelFactor(event), image, sizeOf(element)))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [image, pane])

  return {
    view,
    /** The same for listeners, which outlive a render. */
    latest,
    fitAll() {
      isFitted.current = true
      if (image) setView(fit(image, sizeOf(pane.current)))
    },
    /** Zooms at a place of the pane; null is its middle. */
    zoomAt(at: Point | null, zoom: (now: number) => number) {
      if (!image) return
      isFitted.current = false
      const size = sizeOf(pane.current)
      setView(now => zoomTo(now, at ?? { x: size.width / 2, y: size.height / 2 }, zoom(now.zoom), image, size))
    },
    panBy(by: Point) {
      if (!image) return
      isFitted.current = false
      const size = sizeOf(pane.current)
      setView(now => pan(now, by, image, size))
    },
  }
}
