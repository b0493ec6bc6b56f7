// One thing a person can do is one object: its words, its key, what it does. The key handler, the key sheet and the
// command palette all read the same list, so a key that is shown is a key that works.
import { useEffect, useLayoutEffect, useRef } from 'react'
import { pressed } from './keys'

export interface Action {
  readonly id: string
  readonly label: string
  readonly key?: string
  /** Heading in the key sheet and the palette. */
  readonly group: string
  /** Works while a text field has the keyboard. Ctrl combinations and Escape always do. */
  readonly inText?: boolean
  /** A text field that has the keyboard has its own. */
  readonly notInText?: boolean
  /** Works while a field of one line has the keyboard. */
  readonly inLine?: boolean
  /** Leaves a focused button its own Enter or Space. */
  readonly yieldsToButtons?: boolean
  /** Not listed in the palette (one of many keys of a page). */
  readonly keyOnly?: boolean
  perform(): void
}

type Source = { current: readonly Action[] }
const sources: Source[] = []

/** Offers actions for as long as the component is on the page. Of two with one key the later offer wins. */
export function useActions(actions: readonly Action[]) {
  const latest = useRef(actions)
  useLayoutEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    sources.push(latest)
    return () => {
      sources.splice(sources.indexOf(latest), 1)
    }
  }, [])
}

/** What can be done now, later offers first, each id and each key once. */
export function offered(): Action[] {
  const ids = new Set<string>()
  const keys = new Set<string>()
  return [...sources]
    .reverse()
    .flatMap(s => s.current)
    .filter(action => {
      if (ids.has(action.id) || (action.key && keys.has(action.key))) return false
      ids.add(action.id)
      if (action.key) keys.add(action.key)
      return true
    })
}

const isText = (element: Element | null) =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLElement && element.isContentEditable) ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file', 'range'].includes(element.type))

export type Focus = 'text' | 'line' | 'button' | 'option' | 'other'

function focusOn(element: Element | null): Focus {
  if (isText(element)) return element instanceof HTMLInputElement && element.type === 'text' ? 'line' : 'text'
  if (!(element instanceof HTMLElement)) return 'other'
  if (element.matches('[role=radio], [role=checkbox], input')) return 'option'
  return element.matches('button, a[href], summary') ? 'button' : 'other'
}

/** Whether an action may run with this element focused. */
export function allowed(
  action: Pick<Action, 'key' | 'inText' | 'notInText' | 'inLine' | 'yieldsToButtons'>,
  focus: Focus,
): boolean {
  if (action.notInText && (focus === 'text' || focus === 'line')) return false
  const key = action.key ?? ''
  if (focus === 'text') return action.inText === true || key.startsWith('ctrl+')
  if (focus === 'line') return action.inText === true || action.inLine === true || key.startsWith('ctrl+')
  // Space presses whatever is focused, an option as well as a button.
  if (focus !== 'other' && key.endsWith('space')) return false
  if (focus === 'button') return !action.yieldsToButtons
  return true
}

/** Listens for the whole page. Dialogs are modal: while one is open only its own keys work. */
export function listenForActions() {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (document.querySelector('dialog[open]')) return
    const name = pressed(event)
    const action = offered().find(a => a.key === name)
    if (!action || !allowed(action, focusOn(document.activeElement))) return
    if (event.repeat && !/(^|\+)(arrow|page)/.test(name)) {
      event.preventDefault()
      return
    }
    event.preventDefault()
    action.perform()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
