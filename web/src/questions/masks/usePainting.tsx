// The brush. The mask at hand lies decoded in memory and on a canvas; when a stroke ends, a worker writes it and the answer changes once.
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { Mask } from '../../api/types'
import { area, type Point, type Rect, type Size } from '../image/geometry'
import { asImageQuestion } from '../image/kinds'
import { colorStyle } from '../image/labels'
import { preferences } from '../image/preferences'
import { isHidden, isLocked, labelIn, put, regionsOf, remove, selectedIn } from '../image/regions'
import type { Layer } from '../item/surface'
import { writeMask } from './codec'
import { fill } from './fill'
import { MaskPixels } from './MaskShape'
import { brushCentre, cutOut, paint, union } from './paint'
import { decode, encode } from './rle'
import { useBeforeNext } from './useBeforeNext'

/** Pixels that are written within a frame. */
const AT_ONCE = 1_000_000

interface Live {
  readonly bytes: Uint8Array
  readonly size: Size
  readonly question: string
  readonly label: string
  /** Its place in the answer; null until its first stroke is written. */
  index: number | null
  /** As last written; what the answer has when nobody else changed it. */
  counts: string | null
  /** Strokes that are being written, and how often that was cut short. */
  writing: number
  cutShort: number
  /** What its pixels lie in. */
  box: Rect | null
}

export function usePainting({
  size,
  active,
  layers,
}: {
  size: Size | null
  active: Layer | undefined
  layers: readonly Layer[]
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const live = useRef<Live | null>(null)
  const stroke = useRef<{ last: Point; value: 0 | 1; before: Uint8Array; box: Rect | null } | null>(null)
  const [shown, setShown] = useState<{ question: string; index: number | null; label: string } | null>(null)
  const latest = useRef<Layer | undefined>(undefined)
  useLayoutEffect(() => {
    latest.current = active
    // What is written after the task has gone must not land in the next.
    return () => {
      latest.current = undefined
    }
  })
  const paints = active?.question.kind === 'masks'
  const selected = active ? selectedIn(active.draft) : null
  const at = paints && selected !== null ? (regionsOf(active.draft)[selected] as Mask) : undefined

  const show = (box: Rect | null) => {
    const now = live.current
    if (!box || !now || !canvas.current) return
    fill(canvas.current, { box, bytes: cutOut(now.bytes, now.size, box) }, box)
  }

  // What the canvas shows is the selected mask or nothing: after an undo, or with another one selected, the answer's is drawn.
  useEffect(() => {
    const now = live.current
    if (!now || now.writing > 0 || stroke.current) return
    if (now.index !== selected || at?.counts !== now.counts || at?.label !== now.label) {
      live.current = null
      setShown(null)
      canvas.current?.getContext('2d')?.clearRect(0, 0, canvas.current.width, canvas.current.height)
    }
  }, [at, selected])

  const open = (layer: Layer, image: Size): Live => {
    const now = live.current
    if (
      now &&
      now.question === layer.question.name &&
      (now.writing > 0 || (now.index !== null && now.index === selected && at?.counts === now.counts))
    )
      return now
    const bytes = new Uint8Array(image.width * image.height)
    let box: Rect | null = null
    if (at) {
      const cut = decode(at.counts, image)
      for (let y = 0; y < cut.box.height; y++)
        bytes.set(cut.bytes.subarray(y * cut.box.width, (y + 1) * cut.box.width), (cut.box.y + y) * image.width + cut.box.x)
      box = cut.box
    }
    const made: Live = {
      bytes,
      size: image,
      question: layer.question.name,
      label: at?.label ?? labelIn(layer.draft, asImageQuestion(layer.question).labels),
      index: at ? selected : null,
      counts: at?.counts ?? null,
      writing: 0,
      cutShort: 0,
      box,
    }
    live.current = made
    return made
  }

  const draw = (to: Point) => {
    const [now, doing] = [live.current, stroke.current]
    if (!now || !doing) return
    const { brush } = preferences()
    const next = brushCentre(to, brush)
    const changed = paint(now.bytes, now.size, doing.last, next, brush, doing.value)
    doing.last = next
    doing.box = union(doing.box, changed)
    show(changed)
  }

  const written = (now: Live, counts: string | null) => {
    const layer = latest.current
    if (!layer?.change || layer.question.name !== now.question) return
    now.counts = counts
    if (counts === null) {
      if (now.index !== null) layer.change(remove(layer.draft, now.index))
      live.current = null
      setShown(null)
      return
    }
    const old = now.index === null ? undefined : (regionsOf(layer.draft)[now.index] as Mask | undefined)
    const mask: Mask = { ...old, label: now.label, size: [now.size.height, now.size.width], counts }
    const place = old ? now.index : null
    now.index = place ?? regionsOf(layer.draft).length
    setShown({ question: now.question, index: now.index, label: now.label })
    layer.change(put(layer.draft, place, mask))
  }

  /** Writes the mask. A small one at once; for a large one the page does not wait, and strokes that end meanwhile are written after it. */
  const write = async (now: Live) => {
    const { box } = now
    if (!box) return
    const cut = { box, bytes: cutOut(now.bytes, now.size, box) }
    if (now.writing === 0 && area(box) <= AT_ONCE) return written(now, encode(cut, now.size))
    now.writing++
    const { cutShort } = now
    const counts = await writeMask(cut, now.size)
    if (now.cutShort !== cutShort) return
    now.writing--
    written(now, counts)
  }
  /** Does here and now what the worker is still about: whoever reads the answer next finds every stroke in it. */
  const finish = () => {
    const now = live.current
    if (!now?.box || now.writing === 0) return
    now.writing = 0
    now.cutShort++
    const bytes = stroke.current?.before ?? now.bytes
    written(now, encode({ box: now.box, bytes: cutOut(bytes, now.size, now.box) }, now.size))
  }
  useBeforeNext(canvas, finish)

  const pixels: ReactNode = layers
    .filter(layer => layer.question.kind === 'masks')
    .flatMap(layer => {
      const question = asImageQuestion(layer.question)
      const chosen = layer.active ? selectedIn(layer.draft) : null
      const proposed = layer.suggested.map(({ place, part }) => (
        <MaskPixels
          key={`${layer.question.name}-draft-${place}`}
          mask={part as Mask}
          style={colorOf(question.labels, (part as Mask).label)}
          isDraft
        />
      ))
      const drawn = regionsOf(layer.draft).map((region, index) =>
        isHidden(layer.draft, index) || (shown?.question === layer.question.name && shown.index === index) ? null : (
          <MaskPixels
            key={`${layer.question.name}-${index}`}
            mask={region as Mask}
            style={colorOf(question.labels, region.label)}
            isSelected={index === chosen}
          />
        ),
      )
      return [...proposed, ...drawn]
    })

  return {
    centre: (to: Point) => brushCentre(to, preferences().brush),
    /** Starts a stroke; false where there is nothing to rub out, or the selected mask is locked. */
    begin(to: Point, isErasing: boolean): boolean {
      if (!active?.change || !size || !paints) return false
      if (selected !== null && (isLocked(active.draft, selected) || isHidden(active.draft, selected))) return false
      if (isErasing && !at && !live.current?.writing) return false
      const fresh = live.current
      const now = open(active, size)
      if (now !== fresh) {
        canvas.current?.getContext('2d')?.clearRect(0, 0, size.width, size.height)
        setShown({ question: now.question, index: now.index, label: now.label })
      }
      const value = isErasing ? 0 : 1
      canvas.current?.style.setProperty(
        '--c',
        (colorOf(asImageQuestion(active.question).labels, now.label) as Record<string, string>)['--c']!,
      )
      stroke.current = { last: brushCentre(to, preferences().brush), value, before: now.bytes.slice(), box: null }
      if (now !== fresh) show(now.box)
      draw(to)
      return true
    },
    move: draw,
    end() {
      const [now, doing] = [live.current, stroke.current]
      stroke.current = null
      if (!now || !doing?.box) return
      now.box = union(now.box, doing.box)
      void write(now)
    },
    /** Takes the stroke back. */
    cancel() {
      const [now, doing] = [live.current, stroke.current]
      stroke.current = null
      if (!now || !doing) return
      now.bytes.set(doing.before)
      show(doing.box)
    },
    layers: (paints || pixels) && (
      <>
        {pixels}
        {paints && size && (
          <canvas
            ref={canvas}
            className="mask sel"
            width={size.width}
            height={size.height}
            style={shown && active ? colorOf(asImageQuestion(active.question).labels, shown.label) : undefined}
          />
        )}
      </>
    ),
  }
}

const styles = new Map<string, ReturnType<typeof colorStyle>>()

/** The same object for the same colour, so that a mask is drawn only when it changes. */
function colorOf(labels: Parameters<typeof colorStyle>[0], name: string) {
  const style = colorStyle(labels, name)
  const color = (style as Record<string, string>)['--c']!
  if (!styles.has(color)) styles.set(color, style)
  return styles.get(color)!
}
