import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { guidelinesQuery } from '../api/queries'
import { w } from '../i18n'
import { Dialog } from './Dialog'
import { Markdown } from './Markdown'
import { readGuidelines } from './guidelinesRead'

/** The guidelines, one key away. Opening them counts as having read this version. */
export function GuidelinesDrawer({ projectId, close }: { projectId: number; close(): void }) {
  const { data } = useQuery(guidelinesQuery(projectId))
  useEffect(() => {
    if (data) readGuidelines(projectId, data.version)
  }, [data, projectId])
  return (
    <Dialog
      title={data && data.version > 0 ? w.annotate.guidelinesV(data.version) : w.annotate.guidelines}
      close={close}
      kind="drawer"
      keys={{ g: close }}
      aside={data && data.version > 0 && <span className="sm dim">{w.annotate.guidelinesBy(data.author, data.createdAt)}</span>}
    >
      {data &&
        (data.text.trim() === '' ? (
          <p className="dim">{w.annotate.guidelinesNone}</p>
        ) : (
          <Markdown text={data.text} className="guide" />
        ))}
    </Dialog>
  )
}
