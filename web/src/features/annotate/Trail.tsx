import type { CSSProperties } from 'react'
import { w } from '../../i18n'
import { labelColor } from '../../questions'
import { Key } from '../../ui/Key'
import { useNow } from '../../ui/useNow'
import type { TrailTile } from './trail'

/** The last answers, newest first; the first can be taken back by one key, each can be looked at. */
export function Trail({
  tiles,
  looking,
  undo,
  look,
}: {
  tiles: readonly TrailTile[]
  looking: string | null
  undo(): void
  look(tile: TrailTile): void
}) {
  const now = useNow(10_000)
  const last = tiles[0]
  return (
    <footer className="trail" aria-label={w.annotate.trail}>
      <button type="button" className="undo" onClick={undo} disabled={!last} aria-keyshortcuts="Z">
        <Key name="z" />
        {w.annotate.undo}
        {last && <span className="dim wide">{w.annotate.undoLast(last.label, Math.max(0, now - last.at))}</span>}
      </button>
      {tiles.length === 0 ? (
        <p className="none dim">{w.annotate.trailEmpty}</p>
      ) : (
        <ol>
          {tiles.map(tile => (
            <li
              key={tile.submissionId}
              className={tile.state}
              style={{ '--c': labelColor(tile.color) } as CSSProperties}
              aria-current={tile.submissionId === looking || undefined}
            >
              <button type="button" onClick={() => look(tile)}>
                <b className="clip">{tile.label}</b>
                <span className="clip">{tile.excerpt}</span>
                {tile.state !== 'sent' && (
                  <span className="sr">{tile.state === 'unsent' ? w.annotate.unsent : w.annotate.refused}</span>
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
    </footer>
  )
}
