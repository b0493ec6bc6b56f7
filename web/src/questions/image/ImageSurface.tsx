import { useMemo, useRef, useState, type CSSProperties } from 'react'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import type { SurfaceProps } from '../item/surface'
import { Adjust } from './Adjust'
import './image.css'
import { asImageQuestion, imageKindOf } from './kinds'
import { titleIn } from './labels'
import { usePreferences } from './preferences'
import { Rail } from './Rail'
import { NameLayer, RegionLayer, RegionName, WorkLayer } from './RegionLayer'
import { regionsOf, selectedIn, viewOf } from './regions'
import { SuggestionLayer, SuggestionNames } from './SuggestionLayer'
import { useImage } from './useImage'
import { useImageKeys } from './useImageKeys'
import { usePointer } from './usePointer'
import { useViewport } from './useViewport'

/** An image with the regions of every question on it; those of the question at hand can be drawn and changed. */
export function ImageSurface({ field, value, medium, layers, activate }: SurfaceProps) {
  const pane = useRef<HTMLDivElement>(null)
  const image = useImage(value, medium)
  const size = useMemo(
    () => (image.width && image.height ? { width: image.width, height: image.height } : null),
    [image.width, image.height],
  )
  const viewport = useViewport(pane, size)
  const { view, drawnFor, fitAll, zoomBy } = viewport
  const { brightness, contrast, brush } = usePreferences()
  const [adjusting, setAdjusting] = useState(false)
  const active = layers.find(layer => layer.active && layer.change)
  const pointer = usePointer({ pane, size, viewport, layers, active, activate })
  const { listeners, instead, sketch, drawsNow, paintsNow, isPanning, across, down, mark, place, paint } = pointer
  const buttons = useImageKeys({ pane, size, viewport, active, pointer, adjusting, setAdjusting })
  if (image.source === null) return <p className="read none">{w.task.noData}</p>

  const title = field.title ?? field.name
  const count = layers.reduce((sum, layer) => sum + regionsOf(layer.draft).length, 0)
  const selected = active ? selectedIn(active.draft) : null
  const question = active && asImageQuestion(active.question)
  const kind = active && imageKindOf(active.question)
  const region =
    active && selected !== null ? (instead?.index === selected ? instead.region : regionsOf(active.draft)[selected]) : undefined
  const tool = active ? (viewOf(active.draft).tool ?? 'draw') : 'select'
  const moving = instead?.index ?? null
  const isZooming = view.zoom !== drawnFor
  const scene = {
    width: size?.width ?? 0,
    height: size?.height ?? 0,
    transform: `scale(${view.zoom})`,
    '--px': 1 / drawnFor,
  }
  const names = {
    transform: `scale(${view.zoom / drawnFor})`,
    '--zoom': drawnFor,
  } as CSSProperties
  return (
    <div className="imagesurface">
      {active && <Rail buttons={buttons} />}
      <div
        ref={pane}
        className={['canvas', drawsNow && 'draws', paintsNow && 'paints', isPanning && 'pans', isZooming && 'zooms']
          .filter(Boolean)
          .join(' ')}
        tabIndex={0}
        role="group"
        aria-label={w.image.pane(title, count)}
        {...listeners}
      >
        <div className="stage" data-theme="light" style={{ transform: `translate(${view.x}px, ${view.y}px)` }}>
          <div className="still">
            <div className="scene" style={scene}>
              <img
                src={image.source}
                alt={title}
                draggable={false}
                width={size?.width}
                height={size?.height}
                className={view.zoom >= 3 ? 'crisp' : undefined}
                style={{
                  filter:
                    brightness === 100 && contrast === 100 ? undefined : `brightness(${brightness}%) contrast(${contrast}%)`,
                }}
                onLoad={e => image.onLoad(e.currentTarget)}
                onError={image.onError}
              />
              {size && (
                <>
                  {paint}
                  <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`}>
                    {layers.map(layer => (
                      <SuggestionLayer key={layer.question.name} layer={layer} />
                    ))}
                    {layers.map(layer => (
                      <RegionLayer key={layer.question.name} layer={layer} without={layer === active ? moving : null} />
                    ))}
                  </svg>
                </>
              )}
            </div>
            {size && (
              <div className="names" style={names} aria-hidden="true">
                {layers.map(layer => (
                  <SuggestionNames key={layer.question.name} layer={layer} />
                ))}
                {layers.map(layer => (
                  <NameLayer key={layer.question.name} layer={layer} without={layer === active ? moving : null} />
                ))}
              </div>
            )}
          </div>
          {size && active && question && (
            <>
              <div className="scene doing" style={scene}>
                <svg {...size} viewBox={`0 0 ${size.width} ${size.height}`}>
                  <WorkLayer layer={active} instead={instead} sketch={sketch} zoom={view.zoom} />
                </svg>
              </div>
              {instead && (
                <div className="names" style={names} aria-hidden="true">
                  <RegionName region={instead.region} question={question} index={instead.index} />
                </div>
              )}
            </>
          )}
        </div>
        <i ref={across} className="cross across" hidden />
        <i ref={down} className="cross down" hidden />
        <i
          ref={mark}
          className="brush"
          hidden
          style={{ width: brush * view.zoom, height: brush * view.zoom, borderRadius: brush < 3 ? 0 : '50%' }}
        />
        <div className="hud" style={{ left: 12, bottom: 12 }}>
          <button type="button" aria-label={w.image.zoomOut} onClick={() => zoomBy(z => z / 1.25)}>
            <Key name="-" />
          </button>
          <button type="button" aria-label={w.image.zoomIn} onClick={() => zoomBy(z => z * 1.25)}>
            <Key name="+" />
          </button>
          <b className="zoom">{w.image.percent(Math.round(view.zoom * 100))}</b>
          <button type="button" className="wide" onClick={fitAll}>
            <Key name="0" /> {w.image.fit}
          </button>
          <button type="button" className="wide" onClick={() => zoomBy(() => 1)}>
            <Key name="." /> {w.image.percent(100)}
          </button>
          {kind && !kind.shaping.pen && (
            <span className="wide">
              <Key name="[" />
              <Key name="]" /> {w.image.brush(brush)}
            </span>
          )}
        </div>
        <div className="hud mono wide" style={{ right: 12, bottom: 12 }} aria-hidden="true">
          <span ref={place} />
          {size && <span className="dim">{w.image.of(size.width, size.height)}</span>}
        </div>
        {adjusting && <Adjust close={() => setAdjusting(false)} />}
        {image.failed && (
          <p className="banner wrong failed" role="alert">
            {w.image.failed}
          </p>
        )}
        <p className="sr" role="status">
          {region && question && kind
            ? w.image.regionAt(selected! + 1, titleIn(question.labels, region.label), kind.shaping.where(region))
            : w.image.toolNow(w.image.toolWords[tool])}
        </p>
      </div>
    </div>
  )
}
