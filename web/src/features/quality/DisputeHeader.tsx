import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { guidelinesQuery } from '../../api/queries'
import type { Project } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import type { Opened } from './disputeActions'
import type { Dispute } from './useDispute'

export function DisputeHeader({ dispute, project, open }: { dispute: Dispute; project: Project; open: (what: Opened) => void }) {
  const { data: guidelines } = useQuery(guidelinesQuery(project.id))
  const { position, total } = dispute
  return (
    <header className="whead">
      <Link to="/projects/$projectId/disputes" params={{ projectId: project.id }}>
        <Key name="escape" />
        <span className="sr">{w.disputes.all}</span>
      </Link>
      <b className="clip">
        {project.name} · {w.disputes.title.toLowerCase()}
      </b>
      {position >= 0 && <span className="dim nowrap wide">{w.disputes.of(position + 1, total)}</span>}
      <span className="right mid nowrap wide">{dispute.decided ? '' : w.disputes.blind}</span>
      <button type="button" className="nowrap mid hbtn" onClick={() => open('guidelines')}>
        <Key name="g" />{' '}
        <span className="wide">
          {guidelines && guidelines.version > 0 ? w.annotate.guidelinesV(guidelines.version) : w.annotate.guidelines}
        </span>
        <span className="sr narrowonly">{w.annotate.guidelines}</span>
      </button>
      <button type="button" className="nowrap mid hbtn" onClick={() => open('keys')}>
        <Key name="?" />
        <span className="sr">{w.keys.all}</span>
      </button>
    </header>
  )
}
