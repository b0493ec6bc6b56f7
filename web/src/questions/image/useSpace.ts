import { useEffect, useState, type RefObject } from 'react'

/** Whether Space is held: then a press pans, whatever has the keyboard but a field or a button that Space presses. */
export function useSpace(pane: RefObject<HTMLElement | null>): boolean {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== ' ' || document.querySelector('dialog[open]')) return
      const at = document.activeElement
      if (
        at instanceof HTMLElement &&
        at !== pane.current &&
        at.matches('input, textarea, select, button, a[href], [contenteditable]')
      )
        return
      event.preventDefault()
      setHeld(event.type === 'keydown')
    }
    const onBlur = () => setHeld(false)
    addEventListener('keydown', onKey, true)
    addEventListener('keyup', onKey, true)
    addEventListener('blur', onBlur)
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('keyup', onKey, true)
      removeEventListener('blur', onBlur)
    }
  }, [pane])
  return isHeld
}
