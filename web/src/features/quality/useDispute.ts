import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useReducer, useState } from 'react'
import { askOneMore, claimDispute, decide, undoDecision } from '../../api/quality'
import { disputesQuery } from '../../api/queries'
import { releaseLeases } from '../../api/queue'
import type { Answers, Project, TaskStory } from '../../api/types'
import { w } from '../../i18n'
import { firstProblem } from '../../questions'
import { notify } from '../../ui/notices'
import { finalSoFar, settle, start, votes, type Settling, type SettlingEvent } from './settle'

export type Dispute = ReturnType<typeof useDispute>

/** One dispute being settled: what is compared, what is chosen so far, and what can be done with it. */
export function useDispute(project: Project, asked: TaskStory) {
  // What is compared stays in place while and after it is decided; only names and the verdict are added.
  const [compared] = useState(asked)
  const { differing } = compared
  const [decided, setDecided] = useState<TaskStory | null>(null)
  const [state, dispatch] = useReducer((s: Settling, e: SettlingEvent) => settle(s, e, differing), start)
  const [handmade, setHandmade] = useState<Answers | null>(null)
  const [comment, setComment] = useState('')
  const all = votes(compared)
  const final = finalSoFar(project.schema, compared, state, handmade)
  const place = useInList(project.id, compared.id)
  const verdict = useVerdict(project.id, compared.id, { setDecided, goOn: place.goOn })
  const taken = useHold(project.id, compared) && !decided
  /** Whether something is chosen for a difference. */
  const isChosen = (name: string) => handmade !== null || state.choices[name] !== undefined

  const take = (index: number, name = differing[state.at]) => {
    const vote = all[index]
    if (!vote || name === undefined || decided) return
    setHandmade(null)
    dispatch({ type: 'take', question: name, index, answer: vote.answers?.[name], next: true })
  }
  const takeAll = (index: number) => {
    const vote = all[index]
    if (!vote || decided) return
    setHandmade(null)
    dispatch({ type: 'take_all', index, answers: vote.answers ?? {}, differing })
  }
  // one that was drawn for the record comes with the verdict
  const opinion = (decided ?? compared).opinion
  const takeOpinion =
    opinion?.answers && !decided
      ? () => {
          setHandmade(opinion.answers)
          notify(w.disputes.opinion.taken)
        }
      : undefined
  const settleIt = () => {
    if (decided) return place.goOn()
    const missing = differing.findIndex(name => !isChosen(name))
    if (missing >= 0) {
      dispatch({ type: 'move', to: missing })
      return notify(w.disputes.chooseFirst(project.schema.questions.find(q => q.name === differing[missing])?.title ?? ''))
    }
    const problem = firstProblem(project.schema, final)
    if (problem) return notify(problem.message)
    verdict.deciding.mutate({ answers: final, comment })
  }
  return {
    compared,
    differing,
    all,
    decided,
    at: state.at,
    choices: state.choices,
    handmade,
    setHandmade,
    comment,
    setComment,
    final,
    done: differing.filter(isChosen).length,
    isChosen,
    taken,
    /** Whose the answers are, once it is decided. */
    names: decided && votes(decided).map(a => a.person?.name ?? w.data.story.hidden),
    take,
    takeAll,
    opinion,
    takeOpinion,
    settleIt,
    move: (by: number) => dispatch({ type: 'move', to: state.at + by }),
    ...place,
    ...verdict,
  }
}

/** Where the dispute stands among the others, and the way to the next. */
function useInList(projectId: number, taskId: number) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { data: list } = useQuery(disputesQuery(projectId))
  const ids = list?.disputes.map(d => d.taskId) ?? []
  const position = ids.indexOf(taskId)
  const nextId = ids.find((id, i) => i > position && id !== taskId) ?? ids.find(id => id !== taskId)
  const leave = () => void navigate({ to: '/projects/$projectId/disputes', params: { projectId } })
  const goOn = () => {
    queries.removeQueries({ queryKey: ['project', projectId, 'task', taskId] })
    void queries.invalidateQueries({ queryKey: disputesQuery(projectId).queryKey })
    if (nextId === undefined) leave()
    else void navigate({ to: '/projects/$projectId/disputes/$taskId', params: { projectId, taskId: String(nextId) } })
  }
  return { position, total: list?.total ?? 0, leave, goOn }
}

/** While it is being looked at, other reviewers are handed other disputes. True: somebody else had it first. */
function useHold(projectId: number, { id, status }: TaskStory): boolean {
  const { data: claimed } = useQuery({
    queryKey: ['project', projectId, 'dispute-claim', id],
    queryFn: () => claimDispute(projectId, id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  useEffect(() => () => releaseLeases(projectId, [id]), [projectId, id])
  return claimed !== undefined && claimed.taskId !== id && status === 'disputed'
}

/** Deciding, taking it back, and asking one more person. */
function useVerdict(
  projectId: number,
  taskId: number,
  { setDecided, goOn }: { setDecided: (story: TaskStory | null) => void; goOn: () => void },
) {
  const queries = useQueryClient()
  const refresh = () => {
    for (const what of ['overview', 'quality', 'export'])
      void queries.invalidateQueries({ queryKey: ['project', projectId, what] })
  }
  const onError = (error: Error) => notify(error.message)
  const deciding = useMutation({
    mutationFn: ({ answers, comment }: { answers: Answers; comment: string }) =>
      decide(projectId, taskId, answers, comment.trim() || undefined),
    onSuccess: story => {
      setDecided(story)
      refresh()
    },
    onError,
  })
  const undoing = useMutation({
    mutationFn: () => undoDecision(projectId, taskId),
    onSuccess: () => {
      setDecided(null)
      refresh()
    },
    onError,
  })
  const asking = useMutation({
    mutationFn: () => askOneMore(projectId, taskId),
    onSuccess: () => {
      notify(w.disputes.asked)
      refresh()
      goOn()
    },
    onError,
  })
  return { deciding, undoing, asking }
}
