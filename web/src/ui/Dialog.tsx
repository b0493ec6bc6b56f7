import { useEffect, useId, useRef, type ReactNode } from 'react'
import { w } from '../i18n'
import { pressed } from './keys'

interface Props {
  title: string
  close(): void
  children: ReactNode
  kind?: 'dialog' | 'drawer' | 'wide'
  /** Keys that work while it is open. */
  keys?: Readonly<Record<string, () => void>>
  aside?: ReactNode
}

/** The browser's own modal dialog: it holds the focus, Esc closes it, and what is behind it is inert. */
export function Dialog({ title, close, children, kind = 'dialog', keys, aside }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    if (dialog && !dialog.open) {
      dialog.showModal()
      // The browser would focus the first button, Close. A dialog with something to type or to confirm names it; in any other
      // the text has the keyboard, so that the arrow keys scroll it.
      ;(dialog.querySelector<HTMLElement>('[data-first]') ?? dialog.querySelector<HTMLElement>('.body'))?.focus()
    }
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={kind === 'drawer' ? 'drawer' : kind === 'wide' ? 'wideish' : undefined}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        close()
      }}
      onClick={event => {
        if (event.target === element.current) close()
      }}
      onKeyDown={event => {
        const name = pressed(event)
        const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
        const action = typing && !name.startsWith('ctrl+') ? undefined : keys?.[name]
        if (action) {
          event.preventDefault()
          event.stopPropagation()
          action()
        }
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
        <button type="button" className="btn quiet small right" onClick={close}>
          <kbd className="k" aria-hidden="true">
            {w.keys.esc}
          </kbd>
          <span className="sr">{w.common.close}</span>
        </button>
      </header>
      <div className="body" tabIndex={-1}>
        {children}
      </div>
    </dialog>
  )
}
