import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Said } from '../../api/outbox/operations'
import { w } from '../../i18n'

export function SignedOut({ projectId }: { projectId: number }) {
  return (
    <p className="banner">
      {w.annotate.signInAgain}
      <Link className="link" to="/signin" search={{ next: `/projects/${projectId}/annotate` }}>
        {w.annotate.signIn}
      </Link>
    </p>
  )
}

export function LeaseLost({ items, goOn }: { items: string; goOn(): void }) {
  return (
    <div className="banner" role="alert">
      <span>
        <b>{w.annotate.lostTitle(items)}</b> {w.annotate.lostBody}
      </span>
      <button type="button" className="btn small" onClick={goOn}>
        {w.annotate.lostGo}
      </button>
    </div>
  )
}

/** Answers the server would not take: kept until a person mends them or says they may go. */
export function RefusedBanner({
  refused,
  repairing,
  repair,
  discard,
}: {
  refused: readonly Said[]
  repairing: string | undefined
  repair(said: Said): void
  discard(said: Said): void
}) {
  const [sure, setSure] = useState(false)
  const first = refused[0]
  if (!first) return null
  if (repairing)
    return (
      <p className="banner wrong" role="status">
        {w.annotate.repairing}
      </p>
    )
  return (
    <div className="banner wrong" role="alert">
      <span>
        <b>{w.annotate.refusedTitle(refused.length)}</b>{' '}
        {w.annotate.refusedBody(first.refused?.violations[0]?.message ?? first.refused?.message ?? '')}{' '}
        {sure && w.annotate.discardSure}
      </span>
      <span className="line">
        <button type="button" className="btn small" onClick={() => repair(first)}>
          {w.annotate.repair}
        </button>
        <button
          type="button"
          className={sure ? 'btn small danger' : 'btn small quiet'}
          onClick={() => (sure ? discard(first) : setSure(true))}
        >
          {w.annotate.discard}
        </button>
      </span>
    </div>
  )
}
