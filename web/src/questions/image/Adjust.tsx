import { w } from '../../i18n'
import { prefer, usePreferences } from './preferences'

/** Brightness and contrast of what is shown; the image itself stays. */
export function Adjust({ close }: { close(): void }) {
  const { brightness, contrast } = usePreferences()
  const row = (words: string, value: number, change: (value: number) => void) => (
    <label className="line">
      <span>{words}</span>
      <input
        type="range"
        min={20}
        max={300}
        step={5}
        value={value}
        onChange={e => change(Number(e.target.value))}
        onKeyDown={e => e.stopPropagation()}
      />
      <output className="mono">{w.image.percent(value)}</output>
    </label>
  )
  return (
    <div className="hud adjust" role="group" aria-label={w.image.adjust}>
      {row(w.image.brightness, brightness, value => prefer({ brightness: value }))}
      {row(w.image.contrast, contrast, value => prefer({ contrast: value }))}
      <div className="line">
        <button type="button" className="btn small" onClick={() => prefer({ brightness: 100, contrast: 100 })}>
          {w.image.asItIs}
        </button>
        <button type="button" className="btn quiet small" onClick={close}>
          {w.common.close}
        </button>
      </div>
    </div>
  )
}
