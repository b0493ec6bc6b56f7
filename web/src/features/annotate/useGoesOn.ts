import { useState } from 'react'

const KEY = 'assay.goesOn'

/** Whether one key answers and goes on; a person's own choice, on by default. */
export function useGoesOn(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) !== 'no')
  return [
    on,
    value => {
      localStorage.setItem(KEY, value ? 'yes' : 'no')
      setOn(value)
    },
  ]
}
