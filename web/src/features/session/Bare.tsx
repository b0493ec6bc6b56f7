import type { ReactNode } from 'react'
import { w } from '../../i18n'
import { Mark } from '../../ui/Mark'
import './session.css'

/** A page before there is a project: the mark, one sentence, one form. */
export function Bare({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <main className="bare">
      <p className="mark">
        <Mark />
        {w.product}
      </p>
      <h1>{title}</h1>
      {lead && <div className="mid">{lead}</div>}
      {children}
    </main>
  )
}
