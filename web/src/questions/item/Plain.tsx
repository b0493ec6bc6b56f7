import { useState } from 'react'
import type { Field, FieldMedium } from '../../api/types'
import { w } from '../../i18n'
import { Dialog } from '../../ui/Dialog'
import { asText } from '../../ui/excerpt'
import { Markdown } from '../../ui/Markdown'
import { turnsOf } from './turns'
import './item.css'

/** A field to be looked at only: no question is answered on it. */
export function Plain({ field, value, medium }: { field: Field; value: unknown; medium: FieldMedium | undefined }) {
  const text = asText(value)
  if (text.trim() === '') return <p className="read none">{w.task.noData}</p>
  switch (field.kind) {
    case 'markdown':
      return <Markdown text={text} className="read" />
    case 'chat':
      return <Conversation value={value} />
    case 'image':
      return <Picture name={text} title={field.title ?? field.name} medium={medium} />
    case 'audio':
      return <Recording name={text} title={field.title ?? field.name} medium={medium} />
    case 'text':
      return <div className="read raw">{text}</div>
  }
}

function Conversation({ value }: { value: unknown }) {
  const turns = turnsOf(value)
  if (turns === null) return <div className="read raw">{asText(value)}</div>
  return (
    <ol className="turns">
      {turns.map(({ role, content, side }, i) => (
        <li key={i} className={side === 'asks' ? 'turn asks' : 'turn'}>
          <p className="role sm">{w.item.role(role)}</p>
          <Markdown text={content} className="read" />
        </li>
      ))}
    </ol>
  )
}

function Picture({ name, title, medium }: { name: string; title: string; medium: FieldMedium | undefined }) {
  const [isOpen, setIsOpen] = useState(false)
  if (!medium) return <p className="read none">{w.item.noMedium(name)}</p>
  const size = medium.width && medium.height ? { width: medium.width, height: medium.height } : {}
  return (
    <>
      <button type="button" className="picture" onClick={() => setIsOpen(true)} aria-label={w.item.enlarge(title)}>
        <img src={medium.url} alt={w.item.picture(title, name)} {...size} />
      </button>
      {isOpen && (
        <Dialog title={title} close={() => setIsOpen(false)} kind="wide">
          <img className="enlarged" src={medium.url} alt={w.item.picture(title, name)} {...size} />
        </Dialog>
      )}
    </>
  )
}

function Recording({ name, title, medium }: { name: string; title: string; medium: FieldMedium | undefined }) {
  if (!medium) return <p className="read none">{w.item.noMedium(name)}</p>
  return <audio className="recording" controls preload="metadata" src={medium.url} aria-label={w.item.recording(title, name)} />
}
