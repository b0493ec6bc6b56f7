// What is drawn over and under a text: washes and lines, tags, arcs. The text itself is never touched.
import { memo, type CSSProperties } from 'react'
import { cssColor } from '../choice/ChoiceEditor'
import { arc, type Box } from './layout'
import type { Link, Mark } from './useMarks'
import { w } from '../../i18n'

const at = ({ left, top, width, height }: Box): CSSProperties => ({ left, top, width, height })

/** How far below the letters the line of a mark is, by its depth. */
const LINE_STEP = 4

const Wash = memo(function Wash({
  boxes,
  color,
  depth,
  isOn,
}: {
  boxes: readonly Box[]
  color: number | null
  depth: number
  isOn: boolean
}) {
  return boxes.map((box, i) => (
    <i
      key={i}
      className={isOn ? 'wash on' : 'wash'}
      style={{ ...cssColor(color), ...at(box), height: box.height + Math.min(depth, 4) * LINE_STEP }}
    />
  ))
})

/** What it needs and no more: a mark that only moved in the list of others is not drawn anew. */
const Tag = memo(function Tag({
  name,
  title,
  number,
  color,
  left,
  top,
  isOn,
}: Pick<Mark, 'title' | 'number' | 'color'> & { name: string; left: number; top: number; isOn: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={isOn ? 'marktag on' : 'marktag'}
      style={{ ...cssColor(color), left, top }}
      aria-pressed={isOn}
      data-key={name}
    >
      {title} <span className="n">{number}</span>
    </button>
  )
})

/** `on`: the keys of the marks that are chosen, one a line. */
export const Washes = memo(function Washes({ marks, on }: { marks: readonly Mark[]; on: string }) {
  const chosen = new Set(on.split('\n'))
  return marks.map(mark => (
    <Wash key={mark.key} boxes={mark.boxes} color={mark.color} depth={mark.depth} isOn={chosen.has(mark.key)} />
  ))
})

export const Tags = memo(function Tags({ marks, on }: { marks: readonly Mark[]; on: string }) {
  const chosen = new Set(on.split('\n'))
  return marks.map(
    ({ key, tag, title, number, color }) =>
      tag && (
        <Tag
          key={key}
          name={key}
          title={title}
          number={number}
          color={color}
          left={tag.left}
          top={tag.top}
          isOn={chosen.has(key)}
        />
      ),
  )
})

/** Arcs over one line, or between two that follow each other; longer ones only while an end is selected. */
export function Arcs({
  links,
  lineHeight,
  ends,
  pull,
}: {
  links: readonly Link[]
  lineHeight: number
  /** Keys of the marks that are selected. */
  ends: ReadonlySet<string>
  /** A relation that is being drawn: from a mark's tag to the pointer. */
  pull: { readonly from: { x: number; y: number }; readonly to: { x: number; y: number } } | null
}) {
  return (
    <svg className="arcs" aria-hidden="true">
      <defs>
        <marker
          id="arc-tip"
          viewBox="0 0 8 8"
          refX="6.5"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path d="M1 1 6.5 4 1 7" />
        </marker>
      </defs>
      {links.map(link => {
        const [from, to] = [link.from.boxes[0], link.to.boxes[0]]
        if (!from || !to) return null
        const isOn = link.isSelected || ends.has(link.from.key) || ends.has(link.to.key)
        const drawn = arc(
          { box: from, rows: (link.from.tag?.row ?? 0) + 1 },
          { box: to, rows: (link.to.tag?.row ?? 0) + 1 },
          lineHeight,
          link.lane,
        )
        if (drawn.lines > 1 && !isOn) return null
        return (
          <g key={link.key} className={isOn ? 'on' : undefined} data-relation={link.key}>
            <path d={drawn.path} markerEnd={link.isDirected ? 'url(#arc-tip)' : undefined} />
            <text x={drawn.label.x} y={drawn.label.y} textAnchor="middle">
              {link.title}
            </text>
          </g>
        )
      })}
      {pull && <path className="pull" d={`M${pull.from.x} ${pull.from.y}L${pull.to.x} ${pull.to.y}`} markerEnd="url(#arc-tip)" />}
    </svg>
  )
}

/** The borders of the selected mark, to be dragged. */
export function Borders({ boxes }: { boxes: readonly Box[] }) {
  const [first, last] = [boxes[0], boxes.at(-1)]
  if (!first || !last) return null
  return (
    <>
      <i
        className="border"
        data-border="start"
        title={w.onText.beginning}
        style={{ left: first.left, top: first.top, height: first.height }}
      />
      <i
        className="border"
        data-border="end"
        title={w.onText.end}
        style={{ left: last.left + last.width, top: last.top, height: last.height }}
      />
    </>
  )
}
