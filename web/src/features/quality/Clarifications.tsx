import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dismissClarification, takeClarification } from '../../api/arbitration'
import { clarificationsQuery } from '../../api/queries'
import type { Clarification } from '../../api/types'
import { w } from '../../i18n'
import { notify } from '../../ui/notices'

const { clarifications: words } = w.disputes

/** What arbiters found missing in the guidelines: taken into them, in these or better words, or put aside. */
export function Clarifications({ projectId }: { projectId: number }) {
  const { data: inbox } = useQuery(clarificationsQuery(projectId))
  if (!inbox || inbox.length === 0) return null
  return (
    <section className="sec clarifications">
      <h2>
        {words.title} <small>{words.small}</small>
      </h2>
      {inbox.map(each => (
        <Waiting key={each.id} projectId={projectId} clarification={each} />
      ))}
    </section>
  )
}

function Waiting({ projectId, clarification }: { projectId: number; clarification: Clarification }) {
  const queries = useQueryClient()
  const [text, setText] = useState(clarification.text)
  const act = useMutation({
    mutationFn: (what: () => Promise<unknown>) => what(),
    onSuccess: () => {
      for (const what of ['disputes', 'guidelines']) void queries.invalidateQueries({ queryKey: ['project', projectId, what] })
    },
    onError: error => notify(error.message),
  })
  return (
    <form
      className="clarification"
      onSubmit={event => {
        event.preventDefault()
        act.mutate(() => takeClarification(projectId, clarification.id, text), { onSuccess: () => notify(words.taken) })
      }}
    >
      <textarea
        className="field"
        rows={2}
        required
        maxLength={2000}
        aria-label={words.words}
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <p className="sm mid">
        <Link to="/projects/$projectId/data/$taskId" params={{ projectId, taskId: String(clarification.taskId) }}>
          {w.task.number(clarification.taskId)}
        </Link>{' '}
        {clarification.reasons}
      </p>
      <div className="line">
        <button type="submit" className="btn" disabled={act.isPending}>
          {words.take}
        </button>
        <button
          type="button"
          className="btn quiet"
          disabled={act.isPending}
          onClick={() => act.mutate(() => dismissClarification(projectId, clarification.id))}
        >
          {words.dismiss}
        </button>
      </div>
    </form>
  )
}
