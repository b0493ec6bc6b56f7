import { cap } from './keys'

/** A keycap. Decoration for the eye: the same key is announced by aria-keyshortcuts or the button's own name. */
export function Key({ name, on = false }: { name: string; on?: boolean }) {
  return (
    <kbd className={on ? 'k on' : 'k'} aria-hidden="true">
      {cap(name)}
    </kbd>
  )
}
