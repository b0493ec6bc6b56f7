import { useInfiniteQuery, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { deleteMedium, listMedia, uploadMedia } from '../../api/ingest'
import { projectQuery } from '../../api/queries'
import type { AddedMedium, Medium } from '../../api/types'
import { f, w } from '../../i18n'
import { DropArea } from '../../ui/DropArea'
import { chosen, size, type Dropped } from '../../ui/dropped'
import { FolderInput } from '../../ui/FolderInput'
import { MoreButton } from '../../ui/MoreButton'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { groups } from './groups'
import './media.css'

/** The images and recordings of a project; sends more of them without making items. */
export function MediaPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  useTitle(w.media.title, project.name)
  const pages = useInfiniteQuery({
    queryKey: ['project', projectId, 'media'],
    queryFn: ({ pageParam }) => listMedia(projectId, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next ?? undefined,
  })
  const first = pages.data?.pages[0]
  if (!first) return null
  return (
    <>
      <h1 className="lead">
        <Rich text={w.media.lead(first.total, first.bytes)} />
      </h1>
      <Sender projectId={projectId} />
      {first.total > 0 && (
        <ul className="media">
          {pages.data?.pages
            .flatMap(page => page.media)
            .map(medium => (
              <Tile key={medium.name} projectId={projectId} medium={medium} />
            ))}
        </ul>
      )}
      <MoreButton pages={pages} />
    </>
  )
}

function Sender({ projectId }: { projectId: number }) {
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<{ open(): void }>(null)
  const [sent, setSent] = useState(0)
  const [total, setTotal] = useState(0)
  const [outcomes, setOutcomes] = useState<AddedMedium[]>([])
  const stop = useRef<AbortController>(null)
  const send = useMutation({
    mutationFn: async (files: Dropped) => {
      stop.current = new AbortController()
      setOutcomes([])
      setTotal(size(files))
      let before = 0
      // In groups: what one of them brought is there, whatever becomes of the next.
      for (const group of groups(files.files)) {
        const start = before
        const added = await uploadMedia(projectId, group, now => setSent(start + now), stop.current.signal)
        before += group.reduce((sum, { file }) => sum + file.size, 0)
        setOutcomes(known => [...known, ...added])
      }
    },
    onError: error => {
      if (!(error instanceof DOMException)) notify(error.message)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['project', projectId, 'media'] }),
  })
  const take = (files: Dropped | null) => files && send.mutate(files)
  const refused = outcomes.filter(each => each.outcome === 'refused')
  return (
    <>
      <DropArea title={w.media.dropTitle} body={w.media.dropBody} take={take}>
        <span className="line droprow">
          <button type="button" className="btn main" disabled={send.isPending} onClick={() => input.current?.click()}>
            {w.media.choose}
          </button>
          <button type="button" className="btn" disabled={send.isPending} onClick={() => folder.current?.open()}>
            {w.ingest.chooseFolder}
          </button>
          <Link className="btn quiet" to="/projects/$projectId/import" params={{ projectId }}>
            {w.media.asItems}
          </Link>
        </span>
        <input ref={input} type="file" multiple hidden data-testid="media" onChange={e => take(chosen(e.target.files))} />
        <FolderInput ref={folder} take={take} />
      </DropArea>
      <div aria-live="polite">
        {send.isPending && (
          <p className="line spaced">
            {w.ingest.sent(Math.min(sent, total), total)}
            <button type="button" className="btn small" onClick={() => stop.current?.abort()}>
              {w.ingest.cancelUpload}
            </button>
          </p>
        )}
        {!send.isPending && outcomes.length > 0 && (
          <p className="spaced">{w.media.done(outcomes.length - refused.length, refused.length)}</p>
        )}
      </div>
      {refused.length > 0 && (
        <ul className="refused">
          {refused.map(each => (
            <li key={each.name}>
              <span className="mono">{each.name}</span> <span className="heed">{each.reason}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Tile({ projectId, medium }: { projectId: number; medium: Medium }) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteMedium(projectId, medium.name),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['project', projectId, 'media'] }),
    onError: error => notify(error.message),
  })
  return (
    <li className="medium">
      <a href={medium.url} target="_blank" rel="noreferrer" className="mediumview">
        {medium.thumbnail ? (
          <img src={medium.thumbnail} alt="" loading="lazy" />
        ) : (
          <span className="mono">{medium.duration === null ? w.media.recording : w.media.seconds(medium.duration)}</span>
        )}
        <span className="mono mediumname">{medium.name}</span>
      </a>
      <span className="sm dim">
        {medium.width !== null && medium.height !== null && `${f.num(medium.width)} × ${f.num(medium.height)} · `}
        {f.bytes(medium.bytes)}
      </span>
      <button
        type="button"
        className="btn small quiet"
        disabled={remove.isPending}
        aria-label={w.media.removeOne(medium.name)}
        onClick={() => remove.mutate()}
      >
        {w.media.remove}
      </button>
    </li>
  )
}
