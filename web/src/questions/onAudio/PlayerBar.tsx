import type { RefObject } from 'react'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { listen, SPEEDS, useListening } from './preferences'
import type { Player } from './player'
import type { useView } from './useView'

/** Play, again and again, how fast; how near it is looked at; where the head is. */
export function PlayerBar({
  player,
  isPlaying,
  viewport,
  time,
  canPlay,
  hasKeys,
}: {
  player: Player
  isPlaying: boolean
  viewport: ReturnType<typeof useView>
  time: RefObject<HTMLSpanElement | null>
  canPlay: boolean
  /** Whether the keys work here; one that does not is not shown. */
  hasKeys: boolean
}) {
  const { speed, loops } = useListening()
  // The recording keeps the keyboard: Space would press a button that has it.
  const stay = (event: { preventDefault(): void }) => event.preventDefault()
  return (
    <div className="playerbar" role="group" aria-label={w.audio.controls}>
      <button
        type="button"
        className="btn small playbtn"
        disabled={!canPlay}
        aria-keyshortcuts="Space"
        onPointerDown={stay}
        onClick={player.toggle}
      >
        <svg viewBox="0 0 14 14" aria-hidden="true">
          <path d={isPlaying ? 'M3 2h3v10H3zM8 2h3v10H8z' : 'M3 1.500v11L12 7z'} />
        </svg>
        {isPlaying ? w.audio.pauseNow : w.audio.playNow}
        {hasKeys && <Key name="space" on={isPlaying} />}
      </button>
      <span ref={time} className="mono headtime" role="timer" />
      <button
        type="button"
        className={loops ? 'chip on' : 'chip'}
        aria-pressed={loops}
        aria-keyshortcuts="L"
        title={w.audio.loopHint}
        onPointerDown={stay}
        onClick={() => listen({ loops: !loops })}
      >
        {hasKeys && <Key name="l" on={loops} />}
        {w.audio.loop}
      </button>
      <label className="speed sm">
        <span className="sr">{w.audio.speed}</span>
        <select value={speed} onChange={event => listen({ speed: Number(event.target.value) })}>
          {SPEEDS.map(one => (
            <option key={one} value={one}>
              {w.audio.times(one)}
            </option>
          ))}
        </select>
        {hasKeys && (
          <>
            <Key name="<" />
            <Key name=">" />
          </>
        )}
      </label>
      <span className="zooms">
        <button type="button" aria-label={w.audio.zoomOut} onPointerDown={stay} onClick={() => viewport.zoomBy(1 / 1.5)}>
          <Key name="-" />
        </button>
        <button type="button" aria-label={w.audio.zoomIn} onPointerDown={stay} onClick={() => viewport.zoomBy(1.5)}>
          <Key name="+" />
        </button>
        <button type="button" className="sm" aria-pressed={viewport.isFitted} onPointerDown={stay} onClick={viewport.fitAll}>
          {hasKeys && <Key name="0" />} {w.audio.fit}
        </button>
      </span>
    </div>
  )
}
