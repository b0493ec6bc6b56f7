import { useNavigate } from '@tanstack/react-router'
import type { Person, Side } from '../../api/types'
import { w } from '../../i18n'
import { useProjectId } from '../../ui/useProjectId'
import { choose, type Sides } from './search'
import { sideWords } from './sideWords'

/** Chooses who is in the rows and who is in the columns. */
export function SidePicker({ sides, people, question }: { sides: Sides; people: readonly Person[]; question: string }) {
  const projectId = useProjectId()
  const navigate = useNavigate()
  const all: Side[] = ['final', 'everybody', ...people.map(p => p.id)]
  const pick = (which: 'a' | 'b', value: string) => {
    const chosen = all.find(side => String(side) === value)
    if (chosen === undefined) return
    void navigate({
      to: '/projects/$projectId/quality',
      params: { projectId },
      search: { question, ...choose(sides, which, chosen) },
      resetScroll: false,
    })
  }
  const select = (which: 'a' | 'b', label: string) => (
    <label className="side-pick">
      <span className="dim">{label}</span>
      <select className="field" value={String(sides[which])} onChange={e => pick(which, e.target.value)}>
        {all.map(side => (
          <option key={side} value={String(side)}>
            {sideWords(side, people)}
          </option>
        ))}
      </select>
    </label>
  )
  return (
    <div className="side-picks sm">
      {select('a', w.quality.rows)}
      {select('b', w.quality.columnsSide)}
    </div>
  )
}
