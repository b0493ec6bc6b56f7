import { useState } from 'react'
import { w } from '../../i18n'

/** Every place of some words in a text, whatever their case. */
function places(text: string, wanted: string): number[] {
  const found: number[] = []
  const small = text.toLowerCase()
  // Where lower case has another length, places would be wrong; such texts are searched as they are written.
  const [hay, needle] = small.length === text.length ? [small, wanted.toLowerCase()] : [text, wanted]
  if (needle === '') return found
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) found.push(at)
  return found
}

/** Goes to the words typed, Enter to the next of them; a label's key then marks what was found. */
export function FindInText({
  text,
  isFirst,
  found,
}: {
  text: string
  isFirst: boolean
  found(start: number, end: number): void
}) {
  const [wanted, setWanted] = useState('')
  const [index, setIndex] = useState(0)
  const all = places(text, wanted)
  const show = (next: number, among: readonly number[], words: string) => {
    const at = among[next]
    setIndex(next)
    if (at !== undefined) found(at, at + words.length)
  }
  return (
    <span className="findintext">
      <input
        className="field"
        type="search"
        value={wanted}
        data-find={isFirst || undefined}
        aria-label={w.onText.find}
        placeholder={w.onText.find}
        onChange={event => {
          setWanted(event.target.value)
          show(0, places(text, event.target.value), event.target.value)
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            event.preventDefault()
            event.stopPropagation()
            if (all.length > 0) show((index + (event.shiftKey ? all.length - 1 : 1)) % all.length, all, wanted)
          } else if (event.key === 'Escape') {
            event.preventDefault()
            event.stopPropagation()
            event.currentTarget.closest('.ontext')?.querySelector<HTMLElement>('.textframe')?.focus()
          }
        }}
      />
      <span className="xs dim" role="status">
        {wanted !== '' && w.onText.found(all.length === 0 ? 0 : index + 1, all.length)}
      </span>
    </span>
  )
}
