import type { KeyboardEvent } from 'react'

/** Up and Down go through the options of a question; at either end the key is left to the page. */
export function rove(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const options = [...event.currentTarget.querySelectorAll<HTMLElement>('.opts button')]
  const at = options.findIndex(option => option === document.activeElement)
  const next = options[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || !next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}
