import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useReducer, useState, type CSSProperties } from 'react'
import { askOneMore, claimDispute, decide, undoDecision } from '../../api/quality'
import { disputesQuery, guidelinesQuery, projectQuery, taskQuery } from '../../api/queries'
import { releaseLeases } from '../../api/queue'
import type { Answers, Project, TaskStory } from '../../api/types'
import { w } from '../../i18n'
import { firstProblem, kindOf } from '../../questions'
import { AnswerForm } from '../../questions/AnswerForm'
import { useActions, type Action } from '../../ui/actions'
import { Dialog } from '../../ui/Dialog'
import { GuidelinesDrawer } from '../../ui/GuidelinesDrawer'
import { ItemView } from '../../ui/ItemView'
import { Key } from '../../ui/Key'
import { KeySheet } from '../../ui/KeySheet'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { scrollActions } from '../../ui/scrollKeys'
import { useProjectId, useTaskId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { finalSoFar, settle, start, votes, type Settling, type SettlingEvent } from './settle'
import './dispute.css'

export function DisputePage() {
  const projectId = useProjectId()
  const taskId = useTaskId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: story } = useSuspenseQuery(taskQuery(projectId, taskId, true))
  useTitle(w.disputes.title, project.name)
  return <Dispute key={taskId} project={project} story={story} />
}

function Dispute({ project, story: asked }: { project: Project; story: TaskStory }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { data: list } = useQuery(disputesQuery(project.id))
  const { data: guidelines } = useQuery(guidelinesQuery(project.id))
  // What is compared stays in place while and after it is decided; only names and the verdict are added.
  const [compared] = useState(asked)
  const { differing } = compared
  const [decided, setDecided] = useState<TaskStory | null>(null)
  const [state, dispatch] = useReducer((s: Settling, e: SettlingEvent) => settle(s, e, differing), start)
  const [handmade, setHandmade] = useState<Answers | null>(null)
  const [comment, setComment] = useState('')
  const [open, setOpen] = useState<'edit' | 'guidelines' | 'keys' | null>(null)
  const { questions } = project.schema
  const all = votes(compared)
  const final = finalSoFar(project.schema, compared, state, handmade)
  const done = differing.filter(name => handmade !== null || state.choices[name] !== undefined).length
  const params = { projectId: project.id }
  const ids = list?.disputes.map(d => d.taskId) ?? []
  const at = ids.indexOf(compared.id)
  const nextId = ids.find((id, i) => i > at && id !== compared.id) ?? ids.find(id => id !== compared.id)

  // While it is being looked at, other reviewers are handed other disputes.
  const { data: claimed } = useQuery({
    queryKey: ['project', project.id, 'dispute-claim', compared.id],
    queryFn: () => claimDispute(project.id, compared.id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  useEffect(() => () => releaseLeases(project.id, [compared.id]), [project.id, compared.id])
  const taken = claimed !== undefined && claimed.taskId !== compared.id && compared.status === 'disputed'

  const refresh = () => {
    for (const what of ['overview', 'quality', 'export'])
      void queries.invalidateQueries({ queryKey: ['project', project.id, what] })
  }
  const leave = () => void navigate({ to: '/projects/$projectId/disputes', params })
  const goOn = () => {
    queries.removeQueries({ queryKey: ['project', project.id, 'task', compared.id] })
    void queries.invalidateQueries({ queryKey: disputesQuery(project.id).queryKey })
    if (nextId === undefined) leave()
    else void navigate({ to: '/projects/$projectId/disputes/$taskId', params: { ...params, taskId: String(nextId) } })
  }
  const deciding = useMutation({
    mutationFn: (answers: Answers) => decide(project.id, compared.id, answers, comment.trim() || undefined),
    onSuccess: story => {
      setDecided(story)
      refresh()
    },
    onError: error => notify(error.message),
  })
  const undoing = useMutation({
    mutationFn: () => undoDecision(project.id, compared.id),
    onSuccess: () => {
      setDecided(null)
      refresh()
    },
    onError: error => notify(error.message),
  })
  const asking = useMutation({
    mutationFn: () => askOneMore(project.id, compared.id),
    onSuccess: () => {
      notify(w.disputes.asked)
      refresh()
      goOn()
    },
    onError: error => notify(error.message),
  })

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
  const settleIt = () => {
    if (decided) return goOn()
    const missing = differing.findIndex(name => handmade === null && state.choices[name] === undefined)
    if (missing >= 0) {
      dispatch({ type: 'move', to: missing })
      return notify(w.disputes.chooseFirst(questions.find(q => q.name === differing[missing])?.title ?? ''))
    }
    const problem = firstProblem(project.schema, final)
    if (problem) return notify(problem.message)
    deciding.mutate(final)
  }

  const { go, look } = w.annotate.group
  const actions: Action[] = [
    {
      id: 'leave',
      label: w.disputes.all,
      key: 'escape',
      group: look,
      inText: true,
      perform: () => (document.activeElement instanceof HTMLInputElement ? document.activeElement.blur() : leave()),
    },
    { id: 'guidelines', label: w.annotate.guidelines, key: 'g', group: look, perform: () => setOpen('guidelines') },
    { id: 'keys', label: w.keys.all, key: '?', group: look, perform: () => setOpen('keys') },
    {
      id: 'decide',
      label: decided ? w.disputes.next : w.disputes.decide,
      key: 'enter',
      group: go,
      inText: true,
      yieldsToButtons: true,
      perform: settleIt,
    },
    {
      id: 'decide2',
      label: decided ? w.disputes.next : w.disputes.decide,
      key: 'ctrl+enter',
      group: go,
      inText: true,
      perform: settleIt,
    },
    ...scrollActions('.dpbody', { arrows: false }),
    { id: 'later', label: w.disputes.skip, key: 'arrowright', group: go, perform: goOn },
    ...(decided
      ? [{ id: 'undo', label: w.disputes.undo, key: 'z', group: go, perform: () => undoing.mutate() }]
      : [
          {
            id: 'up',
            label: w.annotate.previousQuestion,
            key: 'arrowup',
            group: go,
            perform: () => dispatch({ type: 'move', to: state.at - 1 }),
          },
          {
            id: 'down',
            label: w.annotate.nextQuestion,
            key: 'arrowdown',
            group: go,
            perform: () => dispatch({ type: 'move', to: state.at + 1 }),
          },
          { id: 'edit', label: w.disputes.edit, key: 'e', group: go, perform: () => setOpen('edit') },
          { id: 'more', label: w.disputes.oneMore, key: 'm', group: go, perform: () => asking.mutate() },
          ...all.slice(0, 9).flatMap((_, i): Action[] => [
            {
              id: `take-${i}`,
              label: w.disputes.column(i + 1),
              key: String(i + 1),
              group: w.annotate.group.answers,
              keyOnly: true,
              perform: () => take(i),
            },
            {
              id: `all-${i}`,
              label: w.disputes.columnAll(i + 1),
              key: `shift+${i + 1}`,
              group: w.annotate.group.answers,
              keyOnly: true,
              perform: () => takeAll(i),
            },
          ]),
        ]),
  ]
  useActions(actions)

  const ordered = [...questions].sort((a, b) => Number(differing.includes(b.name)) - Number(differing.includes(a.name)))
  const columns = { '--n': all.length } as CSSProperties
  const names = decided
    ? decided.annotations.filter(a => a.answers !== null && a.state === 'counted').map(a => a.person?.name ?? w.data.story.hidden)
    : null

  return (
    <div className="work dp" style={{ '--p': list && list.total > 0 ? ((at + 1) / list.total) * 100 : 0 } as CSSProperties}>
      <header className="whead">
        <Link to="/projects/$projectId/disputes" params={params}>
          <Key name="escape" />
          <span className="sr">{w.disputes.all}</span>
        </Link>
        <b className="clip">
          {project.name} · {w.disputes.title.toLowerCase()}
        </b>
        {at >= 0 && list && <span className="dim nowrap wide">{w.disputes.of(at + 1, list.total)}</span>}
        <span className="right mid nowrap wide">{decided ? '' : w.disputes.blind}</span>
        <button type="button" className="nowrap mid hbtn" onClick={() => setOpen('guidelines')}>
          <Key name="g" />{' '}
          <span className="wide">
            {guidelines && guidelines.version > 0 ? w.annotate.guidelinesV(guidelines.version) : w.annotate.guidelines}
          </span>
          <span className="sr narrowonly">{w.annotate.guidelines}</span>
        </button>
        <button type="button" className="nowrap mid hbtn" onClick={() => setOpen('keys')}>
          <Key name="?" />
          <span className="sr">{w.keys.all}</span>
        </button>
      </header>
      <main className="dpbody">
        <div className="meta">
          <span className="mono">{w.task.number(compared.id)}</span>
          {compared.source && <span>{w.task.from(compared.source.file, compared.source.row)}</span>}
        </div>
        <h1 className="lead">
          <Rich
            text={
              compared.status === 'disputed'
                ? w.disputes.headline(all.length, questions.length - differing.length, differing.length)
                : w.disputes.already(w.task.status[compared.status])
            }
          />
        </h1>
        {taken && !decided && <p className="banner">{w.disputes.taken}</p>}
        <article className="dpitem" tabIndex={0} aria-label={w.annotate.item}>
          <ItemView schema={project.schema} data={compared.data} />
        </article>
        <div className="scroll" tabIndex={0} role="region" aria-label={w.data.story.answers}>
          <table className="pick" style={columns}>
            <thead>
              <tr>
                <td />
                {all.map((vote, i) => (
                  <th key={vote.id} scope="col">
                    <span className="colh">
                      {!decided && i < 9 && <Key name={String(i + 1)} />}
                      {names?.[i] ?? w.disputes.nth(i)}
                      <span className="dim sm right">{w.data.story.took(vote.leadTimeMs)}</span>
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ordered.map(question => {
                const index = differing.indexOf(question.name)
                const differs = index >= 0
                const current = differs && index === state.at && !decided
                const { View } = kindOf(question)
                return (
                  <tr key={question.name} className={current ? 'current' : differs ? undefined : 'agreed'}>
                    <th scope="row">
                      {differs && <span className="dnum">{index + 1}</span>} {question.title}
                      {!differs && <span className="sm dim"> · {w.disputes.agreed}</span>}
                    </th>
                    {all.map((vote, i) => {
                      const chosen = differs && state.choices[question.name]?.from === i && handmade === null
                      const content = <View question={question} answer={vote.answers?.[question.name]} />
                      return (
                        <td key={vote.id} className={chosen ? 'chosen' : undefined}>
                          {differs ? (
                            <button
                              type="button"
                              className="takeit"
                              aria-pressed={chosen}
                              disabled={decided !== null}
                              onClick={() => take(i, question.name)}
                            >
                              <span className={chosen ? undefined : 'differs'}>{content}</span>
                              <span className="tick" aria-hidden="true">
                                {chosen ? '✓' : ''}
                              </span>
                            </button>
                          ) : (
                            content
                          )}
                        </td>
                      )
                    })}
                  </tr>
                )
              })}
              <tr className="finalrow">
                <th scope="row">{decided ? w.data.story.final : w.disputes.final}</th>
                <td colSpan={Math.max(1, all.length)}>
                  {questions.map(question => {
                    const { View } = kindOf(question)
                    const answer = (decided?.final?.answers ?? final)[question.name]
                    const missing =
                      answer === undefined &&
                      differing.includes(question.name) &&
                      handmade === null &&
                      state.choices[question.name] === undefined
                    return (
                      <div key={question.name} className="finalpart">
                        {questions.length > 1 && <span className="sm dim">{question.title}</span>}
                        {missing ? (
                          <span className="dim">{w.disputes.notYet}</span>
                        ) : (
                          <View question={question} answer={answer} />
                        )}
                      </div>
                    )
                  })}
                  {handmade && !decided && <span className="tag">{w.disputes.edited}</span>}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
        {!decided && (
          <label className="lbl why">
            <span>
              {w.disputes.comment} <span className="sm dim">{w.disputes.commentHint}</span>
            </span>
            <input
              className="field"
              value={comment}
              maxLength={2000}
              placeholder={w.disputes.commentPlaceholder}
              onChange={e => setComment(e.target.value)}
            />
          </label>
        )}
        {decided && (
          <p className="mid why" role="status">
            {w.disputes.decided} {names && w.disputes.decidedBy(w.common.list(names))} {decided.final?.comment}
          </p>
        )}
      </main>
      <footer className="dpfoot">
        {decided ? (
          <button type="button" className="btn quiet" onClick={() => undoing.mutate()}>
            <Key name="z" /> {w.disputes.undo}
          </button>
        ) : (
          <>
            <span className="sm mid nowrap">
              <Rich text={w.disputes.progress(done, differing.length)} />
            </span>
            <span className="sm dim wide">
              <Key name="arrowup" /> <Key name="arrowdown" /> {w.disputes.difference} &nbsp; <Key name="1" />–
              <Key name={String(all.length)} /> {w.disputes.chooseKeys} <Key name="shift" /> {w.disputes.chooseAll}
            </span>
          </>
        )}
        <span className="right" />
        {!decided && (
          <>
            <button type="button" className="btn quiet" onClick={() => setOpen('edit')}>
              <Key name="e" /> {w.disputes.edit}
            </button>
            <button type="button" className="btn quiet" onClick={() => asking.mutate()} disabled={asking.isPending}>
              <Key name="m" /> {w.disputes.oneMore}
            </button>
          </>
        )}
        <button type="button" className="btn main" onClick={settleIt} disabled={deciding.isPending}>
          <Key name="enter" /> {decided ? w.disputes.next : w.disputes.decide}
        </button>
      </footer>
      {open === 'guidelines' && <GuidelinesDrawer projectId={project.id} close={() => setOpen(null)} />}
      {open === 'keys' && <KeySheet close={() => setOpen(null)} />}
      {open === 'edit' && (
        <Dialog title={w.disputes.edit} close={() => setOpen(null)}>
          <AnswerForm schema={project.schema} start={final}>
            {takeAnswers => (
              <button
                type="button"
                className="btn"
                onClick={() => {
                  const answers = takeAnswers()
                  if (!answers) return
                  setHandmade(answers)
                  setOpen(null)
                }}
              >
                {w.disputes.doneEditing}
              </button>
            )}
          </AnswerForm>
        </Dialog>
      )}
    </div>
  )
}
