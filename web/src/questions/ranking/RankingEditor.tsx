import { useState, type DragEvent, type KeyboardEvent } from 'react'
import type { RankingQuestion } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { pressed } from '../../ui/keys'
import { cssColor } from '../choice/ChoiceEditor'
import { titleOf } from '../choice/labels'
import type { EditorProps, ShownItem } from '../contract'
import { rove } from '../roving'
import { colorOf } from '../spans/model'
import { groups, moveBy, moveTo, pick, rankOf, tieWith, type Ranks } from './order'
import './ranking.css'

/** The heading of the field it stands for, where it has no words of its own. */
const words = (question: RankingQuestion, name: string, item: ShownItem | undefined) => {
  const label = question.labels.find(l => l.name === name)
  const field = label?.field && item?.schema.fields.find(f => f.name === label.field)
  return label ? (label.title ?? (field && field.title ? field.title : titleOf(label))) : name
}

export function RankingEditor({
  question,
  draft,
  change,
  keys,
  labelledBy,
  describedBy,
  violation,
  item,
}: EditorProps<RankingQuestion, Ranks>) {
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<{ place: number; on: boolean } | null>(null)
  const ranked = groups(draft.answer)
  const unranked = question.labels.map(l => l.name).filter(name => rankOf(draft.answer, name) === null)
  const say = (answer: Ranks | undefined) => change({ ...draft, answer })

  /** The upper and lower quarter of a rank mean before and after it, the middle, where ties are allowed, on it. */
  const aim = (event: DragEvent, place: number) => {
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const share = (event.clientY - top) / height
    const edge = question.ties ? 0.25 : 0.5
    return share < edge ? { place, on: false } : share > 1 - edge ? { place: place + 1, on: false } : { place, on: true }
  }
  const drop = () => {
    if (dragged !== null && over) {
      const other = ranked[over.place]?.find(name => name !== dragged)
      say(
        over.on && other !== undefined
          ? tieWith(question, placed(draft.answer, dragged), dragged, other)
          : moveTo(question, draft.answer, dragged, over.place),
      )
    }
    setDragged(null)
    setOver(null)
  }
  const placed = (ranks: Ranks | undefined, name: string) =>
    rankOf(ranks, name) === null ? moveTo(question, ranks, name, ranked.length) : ranks
  const onKeyDown = (event: KeyboardEvent, name: string) => {
    const key = pressed(event.nativeEvent)
    const rank = rankOf(draft.answer, name)
    const above = rank !== null && rank > 0 ? ranked[rank - 1]?.[0] : undefined
    if (key === 'alt+arrowup' || key === 'alt+arrowdown')
      say(moveBy(question, draft.answer, name, key === 'alt+arrowup' ? -1 : 1))
    else if (key === '=' && above !== undefined) say(tieWith(question, draft.answer, name, above))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const option = (name: string, rank: number | null) => {
    const key = keys.find(k => k.target === name)?.key
    return (
      <button
        key={name}
        type="button"
        draggable
        className={['opt ranked', rank !== null && 'said', dragged === name && 'dragged'].filter(Boolean).join(' ')}
        style={cssColor(colorOf(question, name))}
        aria-pressed={rank !== null}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={() => say(pick(question, draft.answer, name))}
        onKeyDown={event => onKeyDown(event, name)}
        onDragStart={event => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData('text/plain', name)
          setDragged(name)
        }}
        onDragEnd={drop}
      >
        {key ? <Key name={key} on={rank !== null} /> : <span className="k blank" aria-hidden="true" />}
        <i className="sw" />
        <span>{words(question, name, item)}</span>
        <span className="rank">{rank === null ? '' : w.ranking.rank(rank + 1)}</span>
      </button>
    )
  }
  return (
    <div
      onKeyDown={rove}
      onDragOver={event => {
        if (dragged !== null) event.preventDefault()
      }}
    >
      <div
        className="opts"
        role="group"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={violation ? true : undefined}
      >
        {ranked.map((group, place) => (
          <div
            key={group.join('\n')}
            className={[
              'rankgroup',
              over?.on && over.place === place && 'onto',
              over && !over.on && over.place === place && 'before',
              over && !over.on && over.place === place + 1 && place === ranked.length - 1 && 'after',
            ]
              .filter(Boolean)
              .join(' ')}
            onDragOver={event => dragged !== null && setOver(aim(event, place))}
          >
            {group.map(name => option(name, place))}
          </div>
        ))}
        {unranked.length > 0 && (
          <div className="rankgroup" onDragOver={() => dragged !== null && setOver({ place: ranked.length, on: false })}>
            {ranked.length > 0 && <p className="xs dim unranked">{w.ranking.unranked}</p>}
            {unranked.map(name => option(name, null))}
          </div>
        )}
      </div>
      <p className="xs dim">{w.ranking.keys(question.ties === true)}</p>
      <p className="sr" role="status">
        {ranked
          .map((group, place) => `${w.ranking.rank(place + 1)} ${group.map(name => words(question, name, item)).join(', ')}`)
          .join('; ')}
      </p>
    </div>
  )
}

export function RankingView({
  question,
  answer,
  item,
}: {
  question: RankingQuestion
  answer: Ranks | undefined
  item?: ShownItem | undefined
}) {
  if (answer === undefined) return <span className="dim">{w.task.notAnswered}</span>
  return (
    <ol className="rankview">
      {groups(answer).map(group => (
        <li key={group.join('\n')}>{group.map(name => words(question, name, item)).join(' = ')}</li>
      ))}
    </ol>
  )
}
