import type { CSSProperties, HTMLAttributes, ReactNode } from 'react'

/** Rows that are kept or left out of layout and paint together. One by one, hundreds of them would cost every frame more than they save. */
const STRETCH = 40

/** A list of rows that may be long: what is far out of sight is not laid out. */
export function LongList<T>({
  items,
  rowHeight,
  row,
  ...list
}: {
  items: readonly T[]
  /** About how high a row is, in pixels. */
  rowHeight: number
  row(item: T, index: number): ReactNode
} & HTMLAttributes<HTMLDivElement>) {
  const starts = Array.from({ length: Math.ceil(items.length / STRETCH) }, (_, i) => i * STRETCH)
  return (
    <div role="list" {...list}>
      {starts.map(start => {
        const some = items.slice(start, start + STRETCH)
        const height = { containIntrinsicHeight: `auto ${some.length * rowHeight}px` } as CSSProperties
        return (
          <div key={start} role="presentation" style={{ contentVisibility: 'auto', ...height }}>
            {some.map((item, i) => row(item, start + i))}
          </div>
        )
      })}
    </div>
  )
}
