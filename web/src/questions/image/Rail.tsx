import type { ReactNode } from 'react'
import { w } from '../../i18n'
import { cap } from '../../ui/keys'
import type { Tool } from './regions'

const ICONS: Record<string, ReactNode> = {
  select: <path d="M4 2.5v12l3.2-3 2 4.3 2-1-2-4.2h4.3z" />,
  boxes: <path d="M3 4h12v10H3z" />,
  polygons: <path d="M4 14.500 2.500 7 9 2.500l6.500 4L13 14.500z" />,
  keypoints: (
    <>
      <circle cx="9" cy="9" r="3" />
      <path d="M9 1.500v3M9 13.500v3M1.500 9h3M13.500 9h3" />
    </>
  ),
  masks: (
    <path d="M15.500 2.500 8 10M7.600 9.600c-2 0-2.600 1.600-2.800 3-.1 1-.9 1.900-2.300 2 3 1.200 7 .6 7-3 0-1-.8-2-1.900-2z" />
  ),
  part: <path d="M2.500 3.500h6v6h-6zM13 10v6M10 13h6" />,
  hole: <path d="M2.500 2.500h13v13h-13zM6.500 6.500h5v5h-5z" />,
  erase: <path d="M7 14.500 2.800 10.300 10.300 2.800l4.900 4.900-6.800 6.800zM6.200 6.900l4.900 4.900" />,
  hide: (
    <>
      <path d="M1.500 9s2.700-5 7.500-5 7.500 5 7.500 5-2.700 5-7.500 5S1.500 9 1.500 9z" />
      <circle cx="9" cy="9" r="2.200" />
    </>
  ),
  adjust: (
    <>
      <circle cx="9" cy="9" r="6.500" />
      <path d="M9 2.500v13A6.500 6.500 0 0 0 9 2.500z" fill="currentColor" />
    </>
  ),
}

export interface RailButton {
  readonly id: Tool | 'hide' | 'adjust'
  readonly icon: string
  readonly words: string
  readonly key: string
  readonly on: boolean
  readonly disabled?: boolean
  press(): void
}

/** The tools of an image, each with the key that works now. */
export function Rail({ buttons }: { buttons: readonly RailButton[] }) {
  return (
    <div className="rail" role="toolbar" aria-label={w.image.tools} aria-orientation="vertical">
      {buttons.map(({ id, icon, words, key, on, disabled, press }) => (
        <button
          key={id}
          type="button"
          className={on ? 'tool on' : 'tool'}
          title={words}
          aria-label={words}
          aria-pressed={on}
          disabled={disabled}
          onClick={press}
        >
          <svg viewBox="0 0 18 18" aria-hidden="true">
            {ICONS[icon]}
          </svg>
          <span aria-hidden="true">{cap(key)}</span>
        </button>
      ))}
    </div>
  )
}
