import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { wheelFactor } from '../image/viewport'
import { around, fit, panBy, reveal, toTime, within, zoomTo, type Stretch, type View } from './viewport'

/** What of a recording is in sight, and how wide its track is. Until somebody zooms it is shown whole, however the track is resized. */
export function useView(track: RefObject<HTMLElement | null>, duration: number) {
  const [width, setWidth] = useState(0)
  const [wanted, setWanted] = useState<View | null>(null)
  const view = useMemo(
    () => (wanted ? within(wanted, duration, width) : fit(duration, Math.max(width, 1))),
    [wanted, duration, width],
  )
  const latest = useRef({ view, width, duration })
  useLayoutEffect(() => {
    latest.current = { view, width, duration }
  })

  useLayoutEffect(() => {
    const element = track.current
    if (!element) return
    const watch = new ResizeObserver(() => setWidth(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [track])

  const controls = useMemo(() => {
    const change = (how: (view: View, duration: number, width: number) => View) => {
      const now = latest.current
      const next = how(now.view, now.duration, now.width)
      if (next === now.view) return
      latest.current = { ...now, view: next }
      setWanted(next)
    }
    return {
      fitAll: () => setWanted(null),
      /** At a place of the track; null is its middle. */
      zoomBy: (factor: number, x: number | null = null) =>
        change((view, duration, width) => zoomTo(view, x ?? width / 2, view.perSecond * factor, duration, width)),
      panBy: (pixels: number) => change((view, duration, width) => panBy(view, pixels, duration, width)),
      reveal: (time: number) => change((view, duration, width) => reveal(view, time, duration, width)),
      lookAt: (stretch: Stretch) => change((_, duration, width) => around(stretch, duration, width)),
      /** A time in the middle. */
      centre: (time: number) =>
        change((view, duration, width) => within({ ...view, start: time - width / 2 / view.perSecond }, duration, width)),
    }
  }, [])

  // React's own wheel listener is passive and could not keep the page from scrolling.
  useEffect(() => {
    const element = track.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (isSideways) controls.panBy((event.deltaX || event.deltaY) * (event.deltaMode === 1 ? 16 : 1))
      else controls.zoomBy(wheelFactor(event), event.clientX - element.getBoundingClientRect().left - element.clientLeft)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [controls, track])

  return { view, width, latest, isFitted: wanted === null, timeAt: (x: number) => toTime(latest.current.view, x), ...controls }
}
