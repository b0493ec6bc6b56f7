import type { CSSProperties } from 'react'
import type { Label } from '../../api/types'
import { titleOf } from '../choice/labels'

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
