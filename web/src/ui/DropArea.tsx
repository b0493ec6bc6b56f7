import type { ReactNode } from 'react'
import { dropped, type Dropped } from './dropped'
import './drop.css'

/** A place that files and folders are dropped on; the buttons beside it are its children. */
export function DropArea({
  title,
  body,
  take,
  children,
}: {
  title: string
  body: string
  /** Null: what was dropped holds no file. */
  take(files: Dropped | null): void
  children: ReactNode
}) {
  return (
    <div
      className="drop"
      onDragOver={e => e.preventDefault()}
      onDrop={e => {
        e.preventDefault()
        void dropped(e.dataTransfer).then(take)
      }}
    >
      <b className="dropt">{title}</b>
      <span className="mid">{body}</span>
      {children}
    </div>
  )
}
