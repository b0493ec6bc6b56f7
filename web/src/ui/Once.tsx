import { useState } from 'react'
import { w } from '../i18n'
import { notify } from './notices'

/** A secret shown once: to be copied now. */
export function Once({ text, note }: { text: string; note: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="oncebox" role="status">
      <p className="sm mid">{note}</p>
      <div className="once">
        <code>{text}</code>
        <button
          type="button"
          className="btn"
          onClick={() => {
            // Not offered where the page came over plain http: then it is selected by hand.
            const clipboard = navigator.clipboard as Clipboard | undefined
            void clipboard?.writeText(text).then(() => {
              setCopied(true)
              notify(w.common.copied)
            })
          }}
        >
          {copied ? w.common.copied : w.common.copy}
        </button>
      </div>
    </div>
  )
}
