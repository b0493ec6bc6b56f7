import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Point, Size } from './geometry'
import { fit, pan, wheelFactor, within, zoomTo, type Viewport } from './viewport'

const sizeOf = (element: HTMLElement | null): Size => ({
  width: element?.clientWidth ?? 1,
  height: element?.clientHeight ?? 1,
})

/** So long after the last turn of the wheel, in ms, lines and names are drawn for the zoom they are seen at. */
const REST = 200

interface Shown {
  readonly view: Viewport
  /** The zoom that lines and names are drawn for; while somebody zooms they only grow and shrink with the image. */
  readonly drawnFor: number
}

const resting = (view: Viewport): Shown => ({ view, drawnFor: view.zoom })

/** Zoom and place of an image in its pane. Until somebody zooms it is shown whole, however the pane is resized. */
export function useViewport(pane: RefObject<HTMLElement | null>, image: Size | null) {
  const [{ view, drawnFor }, setShown] = useState<Shown>(() => resting({ x: 0, y: 0, zoom: 1 }))
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
      setShown(({ view: now }) => resting(isFitted.current ? fit(image, size) : within(now, image, size)))
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [image, pane])

  useEffect(() => {
    if (view.zoom === drawnFor) return
    const timer = setTimeout(() => setShown(({ view: now }) => resting(now)), REST)
    return () => clearTimeout(timer)
  }, [view.zoom, drawnFor])

  // React's own wheel listener is passive and could not keep the page from scrolling.
  useEffect(() => {
    const element = pane.current
    if (!element || !image) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      isFitted.current = false
      const { left, top } = element.getBoundingClientRect()
      const at = { x: event.clientX - left, y: event.clientY - top }
      setShown(now => ({
        ...now,
        view: zoomTo(now.view, at, now.view.zoom * wheelFactor(event), image, sizeOf(element)),
      }))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [image, pane])

  return {
    view,
    drawnFor,
    /** The view for listeners, which outlive a render. */
    latest,
    fitAll() {
      isFitted.current = true
      if (image) setShown(resting(fit(image, sizeOf(pane.current))))
    },
    /** Zooms in one step, about the middle of the pane. */
    zoomBy(zoom: (now: number) => number) {
      if (!image) return
      isFitted.current = false
      const size = sizeOf(pane.current)
      const middle = { x: size.width / 2, y: size.height / 2 }
      setShown(({ view: now }) => resting(zoomTo(now, middle, zoom(now.zoom), image, size)))
    },
    /** Zooms a little more about a place of the pane, as fingers do. */
    pinchAt(at: Point, by: number) {
      if (!image) return
      isFitted.current = false
      const size = sizeOf(pane.current)
      setShown(now => ({ ...now, view: zoomTo(now.view, at, now.view.zoom * by, image, size) }))
    },
    panBy(by: Point) {
      if (!image) return
      isFitted.current = false
      const size = sizeOf(pane.current)
      setShown(now => ({ ...now, view: pan(now.view, by, image, size) }))
    },
  }
}
