import { useState } from 'react'
import type { SkipPolicy } from '../../api/types'
import { w } from '../../i18n'
import { Dialog } from '../../ui/Dialog'
import { Key } from '../../ui/Key'

export function SkipDialog({
  items,
  policy,
  skip,
  close,
}: {
  items: string
  policy: SkipPolicy
  skip(reason: string): void
  close(): void
}) {
  const [other, setOther] = useState('')
  const reasons = w.annotate.skipReasons(items)
  const keys = Object.fromEntries(reasons.map((reason, i) => [String(i + 1), () => skip(reason)]))
  return (
    <Dialog title={w.annotate.skipTitle} close={close} keys={keys}>
      <p className="sm dim">{w.annotate.skipMeans[policy]}</p>
      <div className="opts plain">
        {reasons.map((reason, i) => (
          <button key={reason} type="button" className="opt" onClick={() => skip(reason)}>
            <Key name={String(i + 1)} />
            <span className="wholerow">{reason}</span>
          </button>
        ))}
      </div>
      <form
        className="line"
        onSubmit={event => {
          event.preventDefault()
          if (other.trim()) skip(other.trim())
        }}
      >
        <input
          className="field grow"
          value={other}
          onChange={e => setOther(e.target.value)}
          placeholder={w.annotate.skipOther}
          aria-label={w.annotate.skipOther}
          maxLength={500}
        />
        <button type="submit" className="btn main" disabled={other.trim() === ''}>
          {w.annotate.skipDo}
        </button>
      </form>
    </Dialog>
  )
}
