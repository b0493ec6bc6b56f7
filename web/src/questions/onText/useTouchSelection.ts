import { useEffect, useRef } from 'react'

/** A finger selects as it does everywhere; once the selection rests, it is what a label marks. */
const REST = 350

export function useTouchSelection(frame: HTMLElement | null, selected: (start: number, end: number) => void) {
  const latest = useRef(selected)
  useEffect(() => {
    latest.current = selected
  })
  useEffect(() => {
    if (!frame) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const selection = getSelection()
        const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null
        const node = frame.querySelector('.spantext')?.firstChild
        if (!range || range.collapsed || range.startContainer !== node || range.endContainer !== node) return
        latest.current(range.startOffset, range.endOffset)
      }, REST)
    }
    document.addEventListener('selectionchange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', look)
    }
  }, [frame])
}
