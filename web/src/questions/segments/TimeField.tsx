import { useState } from 'react'
import { w } from '../../i18n'
import { clock, kept, secondsFrom } from '../onAudio/times'
import { STEP } from '../onAudio/useAudioKeys'

/** A time to be typed; the arrow keys move it by a hundredth of a second, with Shift by a tenth. It is taken when it is left, or with Enter. */
export function TimeField({
  words,
  seconds,
  above = -Infinity,
  below = Infinity,
  change,
}: {
  words: string
  seconds: number
  /** It must be more than this, and less than the other. */
  above?: number
  below?: number
  change(seconds: number): void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? seconds : secondsFrom(typed)
  const isRight = read !== null && read > above && read < below
  const take = () => {
    if (!isRight) return
    setTyped(null)
    if (read !== seconds) change(read)
  }
  const step = (by: number) => {
    const next = kept(Math.max(0, seconds + by))
    if (next > above && next < below) change(next)
  }
  return (
    <label>
      {words}
      <input
        className="field"
        inputMode="decimal"
        value={typed ?? clock(seconds)}
        aria-invalid={isRight ? undefined : true}
        title={isRight ? undefined : w.segments.timeLike}
        onChange={event => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={event => {
          if (event.key === 'Enter' && !event.ctrlKey) {
            event.preventDefault()
            take()
          } else if (event.key === 'Escape' && typed !== null) {
            event.preventDefault()
            setTyped(null)
          } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && typed === null) {
            event.preventDefault()
            step((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? STEP.coarse : STEP.fine))
          }
        }}
      />
    </label>
  )
}
