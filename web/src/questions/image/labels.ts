import type { CSSProperties } from 'react'
import type { Label } from '../../api/types'
import { titleOf } from '../choice/labels'
import type { Point } from './geometry'

/** A label's own colour or its turn. */
export const colorOf = (labels: readonly Label[], name: string) => {
  const at = labels.findIndex(l => l.name === name)
  return labels[at]?.color ?? (at < 0 ? null : at + 1)
}

export const colorStyle = (labels: readonly Label[], name: string): CSSProperties => {
  const color = colorOf(labels, name)
  return { '--c': color ? `var(--l${((color - 1) % 20) + 1})` : 'var(--ink3)' } as CSSProperties
}

export const titleIn = (labels: readonly Label[], name: string) => {
  const label = labels.find(l => l.name === name)
  return label ? titleOf(label) : name
}

/** Where something stands that is as large at any zoom. No transform: hundreds of them would make every frame long. */
export const placed = ({ x, y }: Point, more: CSSProperties = {}): CSSProperties =>
  ({ ...more, '--x': x, '--y': y }) as CSSProperties
