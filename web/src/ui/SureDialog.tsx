import { type ReactNode } from 'react'
import { w } from '../i18n'
import { Dialog } from './Dialog'

interface Props {
  title: string
  /** What is done when it is sure. */
  action: string
  act(): void
  close(): void
  busy?: boolean
  children: ReactNode
}

/** Asks before something that takes much back. Cancel has the keyboard. */
export function SureDialog({ title, action, act, close, busy = false, children }: Props) {
  return (
    <Dialog title={title} close={close}>
      {children}
      <p className="line spaced">
        <button type="button" className="btn danger" disabled={busy} onClick={act}>
          {action}
        </button>
        <button type="button" className="btn quiet" onClick={close} data-first>
          {w.common.cancel}
        </button>
      </p>
    </Dialog>
  )
}
