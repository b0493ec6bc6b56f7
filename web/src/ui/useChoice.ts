import { useState } from 'react'

/** A person's own choice between yes and no, kept in this browser; yes until they say otherwise. */
export function useChoice(name: string): [boolean, (on: boolean) => void] {
  const key = `assay.${name}`
  const [on, setOn] = useState(() => localStorage.getItem(key) !== 'no')
  return [
    on,
    value => {
      localStorage.setItem(key, value ? 'yes' : 'no')
      setOn(value)
    },
  ]
}
