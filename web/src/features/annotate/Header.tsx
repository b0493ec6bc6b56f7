import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'

interface Props {
  projectId: number
  name: string
  items: string
  share: number
  today: number | null
  offlineSince: number | null
  unsent: number
  ahead: number
  hasFind: boolean
  keys(): void
  find(): void
  guidelines(): void
  sendNow(): void
}

export function Header({
  projectId,
  name,
  items,
  share,
  today,
  offlineSince,
  unsent,
  ahead,
  hasFind,
  keys,
  find,
  guidelines,
  sendNow,
}: Props) {
  return (
    <header className="whead" style={{ '--p': share * 100 } as CSSProperties}>
      <Link to="/projects/$projectId" params={{ projectId }} activeOptions={{ exact: true }} className="nowrap">
        <Key name="escape" />
        <span className="sr">{w.annotate.leaveTo}</span>
      </Link>
      <h1 className="clip">{name}</h1>
      {today !== null && <span className="dim nowrap wide">{w.annotate.today(today)}</span>}
      <span className="right netwrap" role="status">
        {offlineSince !== null ? (
          <span className="net off heed">
            {w.annotate.offlineSince(offlineSince)}
            <span className="wide">
              {' '}
              · {[...(unsent > 0 ? [w.annotate.keptHere(unsent)] : []), w.annotate.nextHere(ahead, items)].join(', ')}
            </span>
            {unsent > 0 && <span className="narrow"> · {unsent}</span>}
          </span>
        ) : unsent > 0 ? (
          <span className="net unsent dim" data-unsent={unsent}>
            {w.annotate.sending}
          </span>
        ) : null}
      </span>
      {offlineSince !== null && unsent > 0 && (
        <button type="button" className="btn small wide" onClick={sendNow}>
          {w.annotate.sendNow}
        </button>
      )}
      {hasFind && (
        <button type="button" className="nowrap mid wide hbtn" onClick={find}>
          <Key name="/" /> {w.annotate.findLabel}
        </button>
      )}
      <button type="button" className="nowrap mid narrow hbtn" onClick={guidelines}>
        <Key name="g" />
        <span className="sr">{w.annotate.guidelines}</span>
      </button>
      <button type="button" className="nowrap mid hbtn" onClick={keys}>
        <Key name="?" />
        <span className="wide"> {w.keys.all}</span>
        <span className="sr narrowonly">{w.keys.all}</span>
      </button>
    </header>
  )
}
