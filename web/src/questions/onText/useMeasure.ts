import { useEffect, useMemo, useState } from 'react'
import { measuring } from './measure'

/** The text node and its frame, and their measure, anew whenever the text may have been laid out otherwise. */
export function useMeasure(text: string, spacing: string) {
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [body, setBody] = useState<HTMLElement | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!frame) return
    const again = () => setRound(r => r + 1)
    let width = frame.clientWidth
    const observer = new ResizeObserver(() => {
      if (frame.clientWidth === width) return
      width = frame.clientWidth
      again()
    })
    observer.observe(frame)
    void document.fonts.ready.then(again)
    document.fonts.addEventListener('loadingdone', again)
    return () => {
      observer.disconnect()
      document.fonts.removeEventListener('loadingdone', again)
    }
  }, [frame])
  const measure = useMemo(() => {
    const node = body?.firstChild
    // What it depends on beside the elements: a text drawn anew, at another width or line height, in a font that has come.
    void [text, spacing, round]
    return frame && node instanceof Text ? measuring(node, frame) : null
  }, [frame, body, text, spacing, round])
  return { measure, frame, setFrame, setBody }
}
