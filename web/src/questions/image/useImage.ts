import { useState } from 'react'
import type { FieldMedium } from '../../api/types'
import type { Size } from './geometry'

/** Where an image is, and how large it is as displayed: told by the server, else seen once it is here. */
export function useImage(value: unknown, medium: FieldMedium | undefined) {
  const [seen, setSeen] = useState<Size | null>(null)
  const [failed, setFailed] = useState(false)
  const source = medium?.url ?? (typeof value === 'string' && /^(https?:|data:image\/|\/)/.test(value) ? value : null)
  const [width, height] = [medium?.width ?? seen?.width, medium?.height ?? seen?.height]
  return {
    source,
    width: width ?? null,
    height: height ?? null,
    failed,
    onLoad: (image: HTMLImageElement) => setSeen({ width: image.naturalWidth, height: image.naturalHeight }),
    onError: () => setFailed(true),
  }
}
