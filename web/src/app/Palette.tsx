import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { projectsQuery } from '../api/queries'
import { w } from '../i18n'
import { offered, type Action } from '../ui/actions'
import { Dialog } from '../ui/Dialog'
import { groupBy } from '../ui/groupBy'
import { Key } from '../ui/Key'
import { rank } from './rank'

/** Go to or do: everything the page offers and every project, found by a few letters. */
export function Palette({ close }: { close(): void }) {
  const { data: projects } = useQuery(projectsQuery)
  const navigate = useNavigate()
  const [wanted, setWanted] = useState('')
  const [at, setAt] = useState(0)
  const [here] = useState(() => offered().filter(a => !a.keyOnly && a.id !== 'palette'))
  const all = useMemo<Action[]>(
    () => [
      ...here,
      { id: 'home', label: w.common.allProjects, group: w.nav.goTo, perform: () => void navigate({ to: '/' }) },
      { id: 'account', label: w.common.account, group: w.nav.goTo, perform: () => void navigate({ to: '/account' }) },
      { id: 'new', label: w.nav.newProject, group: w.nav.do, perform: () => void navigate({ to: '/projects/new' }) },
      ...(projects ?? []).map((p): Action => ({
        id: `project-${p.id}`,
        label: p.name,
        group: w.nav.projects,
        perform: () => void navigate({ to: '/projects/$projectId', params: { projectId: p.id } }),
      })),
    ],
    [here, projects, navigate],
  )
  const found = rank(all, wanted, a => a.label)
  const current = found[Math.min(at, found.length - 1)]
  const run = (action: Action | undefined) => {
    if (!action) return
    close()
    // After the dialog has given the focus back.
    setTimeout(() => action.perform())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') run(current)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={w.nav.palette} close={close}>
      <input
        className="field"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={current ? `palette-${current.id}` : undefined}
        aria-label={w.nav.paletteHint}
        placeholder={w.nav.paletteHint}
        value={wanted}
        data-first
        onChange={e => {
          setWanted(e.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" className="palette" aria-label={w.nav.palette}>
        {groupBy(found, a => a.group).map(([group, actions]) => (
          <div key={group} role="group" aria-label={group}>
            <div className="sm dim palettegroup" aria-hidden="true">
              {group}
            </div>
            {actions.map(action => (
              <div
                key={action.id}
                id={`palette-${action.id}`}
                role="option"
                aria-selected={action === current}
                className={action === current ? 'paletterow cur' : 'paletterow'}
                onClick={() => run(action)}
                ref={action === current ? element => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              >
                <span className="clip">{action.label}</span>
                {action.key && <Key name={action.key} />}
              </div>
            ))}
          </div>
        ))}
        {found.length === 0 && <p className="dim sm">{w.nav.paletteNone}</p>}
      </div>
    </Dialog>
  )
}
