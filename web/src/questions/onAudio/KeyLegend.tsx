import { w } from '../../i18n'
import { Key } from '../../ui/Key'

/** The keys of a recording that work now. */
export function KeyLegend({ isSelected }: { isSelected: boolean }) {
  return (
    <p className="acts audiokeys" aria-hidden="true">
      <span>
        <Key name="arrowleft" />
        <Key name="arrowright" /> {w.audio.legend.head}
      </span>
      <span>
        <Key name="i" />
        <Key name="o" /> {w.audio.legend.mark}
      </span>
      <span>
        <Key name="tab" /> {w.audio.legend.next}
      </span>
      {isSelected && (
        <>
          <span>
            <Key name="shift+space" /> {w.audio.legend.hear}
          </span>
          <span>
            <Key name="[" />
            <Key name="]" /> {w.audio.legend.here}
          </span>
          <span>
            <Key name="alt+arrowright" /> {w.audio.legend.fine}
          </span>
          <span>
            <Key name="ctrl+arrowright" /> {w.audio.legend.coarse}
          </span>
          <span>
            <Key name="shift" /> {w.audio.legend.start}
          </span>
          <span>
            <Key name="delete" /> {w.audio.legend.remove}
          </span>
        </>
      )}
    </p>
  )
}
