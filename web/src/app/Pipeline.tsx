import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { overviewQuery, setupsQuery } from '../api/queries'
import type { ModelSetup, Overview } from '../api/types'
import { w } from '../i18n'

interface Stage {
  readonly to:
    | '/projects/$projectId/import'
    | '/projects/$projectId/models'
    | '/projects/$projectId/data'
    | '/projects/$projectId/annotate'
    | '/projects/$projectId/quality'
    | '/projects/$projectId/export'
  readonly search?: { status: 'pending' }
  readonly name: string
  readonly state: string
  readonly more: string
  readonly share: number
  readonly stuck?: boolean
}

/** By the model that has drafted most. */
const drafted = (setups: readonly ModelSetup[]) => Math.max(0, ...setups.map(setup => setup.run?.drafted ?? 0))

/** The stages of one project, each with what stands there now. */
function stages(o: Overview, setups: readonly ModelSetup[], overlap: number, now: number): Stage[] {
  const share = (n: number) => (o.total === 0 ? 0 : (n / o.total) * 100)
  return [
    {
      to: '/projects/$projectId/import',
      name: w.nav.ingest,
      state: o.total === 0 ? w.nav.nothingYet : w.nav.tasks(o.total),
      more:
        o.imports.running > 0
          ? w.nav.importing
          : o.total === 0
            ? w.nav.waitsForFile
            : o.duplicates > 0
              ? w.nav.duplicates(o.duplicates)
              : w.nav.noDuplicates,
      share: o.total === 0 ? 0 : 100,
    },
    {
      to: '/projects/$projectId/models',
      name: w.nav.preAnnotate,
      state: setups.length === 0 ? w.nav.noModels : w.nav.modelsSet(setups.length),
      more:
        setups.length === 0
          ? ''
          : setups.some(setup => setup.run?.state === 'running')
            ? w.nav.drafting
            : w.nav.drafted(drafted(setups)),
      share: share(drafted(setups)),
    },
    {
      to: '/projects/$projectId/data',
      search: { status: 'pending' },
      name: w.nav.queue,
      state: w.nav.wait(o.waiting),
      more: o.total === 0 ? '' : w.nav.hold(o.holders, o.held),
      share: share(o.waiting),
    },
    {
      to: '/projects/$projectId/annotate',
      name: w.nav.annotate,
      state: w.nav.decided(o.decided),
      more: o.total === 0 ? '' : w.nav.today(o.answersToday),
      share: share(o.decided),
    },
    {
      to: '/projects/$projectId/quality',
      name: w.nav.quality,
      state: w.nav.disputed(o.disputes.count),
      more: o.disputes.oldest
        ? w.nav.oldest(now - Date.parse(o.disputes.oldest))
        : overlap < 2
          ? w.nav.needsTwo
          : w.nav.noDisputes,
      share: o.disputes.count > 0 ? Math.max(4, share(o.disputes.count)) : share(o.decided),
      stuck: o.disputes.count > 0,
    },
    {
      to: '/projects/$projectId/export',
      name: w.nav.export,
      state: w.nav.ready(o.decided),
      more: w.nav.formats,
      share: share(o.decided),
    },
  ]
}

export function Pipeline({ projectId, overlap }: { projectId: number; overlap: number }) {
  const { data, dataUpdatedAt } = useQuery(overviewQuery(projectId))
  const { data: setups = [] } = useQuery(setupsQuery(projectId))
  return (
    <nav className="flow" aria-label={w.nav.pipeline}>
      {data
        ? stages(data, setups, overlap, dataUpdatedAt).map(stage => (
            <Link
              key={stage.name}
              to={stage.to}
              params={{ projectId }}
              search={stage.search ?? {}}
              activeOptions={{ includeSearch: stage.search !== undefined }}
              activeProps={{ 'aria-current': 'page' }}
              className={data.total === 0 ? 'blank' : stage.stuck ? 'stuck' : undefined}
              style={{ '--p': stage.share } as CSSProperties}
            >
              <b>{stage.name}</b>
              <i className="clip">{stage.state}</i>
              <span className="clip">{stage.more || '\u00a0'}</span>
            </Link>
          ))
        : [w.nav.ingest, w.nav.preAnnotate, w.nav.queue, w.nav.annotate, w.nav.quality, w.nav.export].map(name => (
            <span key={name} className="stageskel" aria-hidden="true">
              <b>{name}</b>
              <span>{'\u00a0'}</span>
            </span>
          ))}
    </nav>
  )
}
