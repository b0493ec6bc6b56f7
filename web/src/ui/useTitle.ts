import { useEffect } from 'react'
import { w } from '../i18n'

export function useTitle(...parts: (string | undefined)[]) {
  const title = [...parts.filter(Boolean), w.product].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
