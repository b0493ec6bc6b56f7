import { useState } from 'react'

const KEY = 'assay.suggestions'

/** Whether weak models' drafts are in sight; a person's own choice, on by default. */
export function useSuggestionsShown(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) !== 'no')
  return [
    on,
    value => {
      localStorage.setItem(KEY, value ? 'yes' : 'no')
      setOn(value)
    },
  ]
}
