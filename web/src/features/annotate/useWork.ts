// The annotate page's dealings with the world: claims ahead, keeps leases alive, saves drafts, says answers to the outbox.
// What is on the table is decided in work.ts; this file only listens and tells.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react'
import { Refusal } from '../../api/client'
import { connection } from '../../api/connection'
import { outbox, useOutbox } from '../../api/outbox'
import { refusals, waiting, type Said } from '../../api/outbox/operations'
import { mineQuery } from '../../api/queries'
import { claim, extendLeases, releaseLeases, saveDraft } from '../../api/queue'
import type { Answers, ClaimedTask, LabelSchema, Person, Project, Submission } from '../../api/types'
import { w } from '../../i18n'
import { asked, changed, firstProblem, following, given, summarise } from '../../questions'
import type { Draft } from '../../questions/contract'
import { allSettled, openParts, type Settled } from '../../questions/suggestions'
import { excerpt } from '../../ui/excerpt'
import { notify } from '../../ui/notices'
import { uuid } from '../../ui/uuid'
import { answeredTasks } from './answered'
import { draftStore, type Begun } from './drafts'
import { leadClock } from './leadTime'
import { trail, type TrailTile } from './trail'
import { nothing, step } from './work'

/** Tasks held at a time: the one on screen and the next two. */
const AHEAD = 3
const HEARTBEAT = 60_000
const LOOK_AGAIN = 30_000
const DRAFT_PAUSE = 800

const elapsedTime = () => performance.now()
const visible = () => document.visibilityState === 'visible'

/** The questions with parts of the suggestion that nothing was decided about, and how many. */
const openQuestions = (schema: LabelSchema, task: ClaimedTask, answers: Answers, settled: Settled) => {
  const isAsked = asked(schema, answers)
  return schema.questions.flatMap((question, index) => {
    if (!isAsked[index]) return []
    const { name } = question
    const draft = { answer: answers[name], view: undefined, settled: settled[name] ?? [] }
    const count = openParts(question, task.suggestion?.answers[name], draft, answers).length
    return count > 0 ? [{ index, count }] : []
  })
}

/** Whoever has answered has dealt with all of the suggestion. */
const dealt = (task: ClaimedTask) => allSettled(task.suggestion?.answers)

export function useWork(project: Project, person: Person, showsSuggestions: boolean) {
  const projectId = project.id
  const { schema } = project
  const queries = useQueryClient()
  const [work, dispatch] = useReducer(step, nothing)
  const log = useOutbox()
  const { offlineSince } = useSyncExternalStore(connection.subscribe, connection.get)
  const mine = useQuery(mineQuery(projectId))
  const [sent, setSent] = useState<readonly Said[]>([])
  const [takenBack, setTakenBack] = useState<ReadonlySet<string>>(new Set())
  const [round, setRound] = useState(0)
  const [loaded, setLoaded] = useState(false)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [counted, setCounted] = useState<{ today: number; all: number } | null>(null)

  const drafts = useMemo(() => draftStore(localStorage, person.id, projectId), [person.id, projectId])
  const clock = useRef(leadClock(elapsedTime))
  const claiming = useRef(false)
  const dry = useRef(false)
  const released = useRef(false)
  const answeredHere = useRef(answeredTasks())
  const latest = useRef(work)
  useEffect(() => {
    latest.current = work
  })

  const current = work.tasks[0]
  const unsent = useMemo(
    () => waiting(log.operations, person.id).filter(o => o.projectId === projectId),
    [log.operations, person.id, projectId],
  )
  const refused = useMemo(
    () => refusals(log.operations, person.id).filter(o => o.projectId === projectId),
    [log.operations, person.id, projectId],
  )

  // ---- claim ahead
  const short = work.tasks.length < AHEAD
  const unsentCount = unsent.length
  useEffect(() => {
    if (!log.loaded || !short || claiming.current || dry.current || (offlineSince !== null && loaded)) return
    claiming.current = true
    const asked = performance.now()
    const pending = waiting(outbox.get().operations, person.id).filter(o => o.projectId === projectId)
    claim(projectId, Math.min(10, AHEAD + pending.length))
      .then(result => {
        const without = new Set(answeredHere.current.unknownTo(asked))
        for (const o of waiting(outbox.get().operations, person.id)) without.add(o.task.id)
        const known = new Set(latest.current.tasks.map(t => t.id))
        const fresh = result.tasks.filter(t => !known.has(t.id) && !without.has(t.id))
        dry.current = fresh.length === 0
        if (released.current) {
          releaseLeases(
            projectId,
            result.tasks.map(t => t.id),
          )
          return
        }
        dispatch({ type: 'claimed', claim: result, without, drafts: drafts.all(Date.now()) })
        setCounted(
          was => was ?? { today: result.progress.mineToday + pending.length, all: result.progress.mine + pending.length },
        )
        setFailure(null)
        setLoaded(true)
      })
      .catch((error: unknown) => {
        dry.current = true
        setLoaded(true)
        if (error instanceof Refusal && error.status !== 0) setFailure(error)
      })
      .finally(() => {
        claiming.current = false
        setRound(r => r + 1)
      })
  }, [short, work.tasks.length, unsentCount, offlineSince, round, projectId, person.id, drafts, log.loaded, loaded])

  const lookAgain = useCallback(() => {
    dry.current = false
    setRound(r => r + 1)
  }, [])
  useEffect(() => {
    const timer = setInterval(() => {
      if (latest.current.tasks.length < AHEAD && visible()) lookAgain()
    }, LOOK_AGAIN)
    return () => clearInterval(timer)
  }, [lookAgain])
  useEffect(
    () =>
      connection.subscribe(() => {
        if (connection.get().offlineSince === null) lookAgain()
      }),
    [lookAgain],
  )

  // ---- what the server says to what was sent
  useEffect(
    () =>
      outbox.listen(({ operation, body, refused: refusal }) => {
        if (operation.projectId !== projectId || operation.personId !== person.id) return
        if (operation.kind === 'undo') {
          if (refusal) {
            notify(w.annotate.undoLate(refusal.message))
            setTakenBack(was => new Set([...was].filter(id => id !== operation.submissionId)))
            dispatch({ type: 'gone', taskId: operation.taskId })
          } else {
            const task = body as ClaimedTask
            // Answered again before the undo came back: that answer is on its way, the task is not wanted on the table.
            if (answeredHere.current.isOnItsWay(task.id)) return
            answeredHere.current.takenBack(task.id)
            if (!latest.current.tasks.some(t => t.id === task.id))
              dispatch({ type: 'returned', task, answers: task.draft ?? {}, settled: task.settled ?? {} })
          }
          return
        }
        answeredHere.current.acknowledged(operation.task.id, operation.id, performance.now())
        if (!refusal) {
          setSent(was => [...was.filter(o => o.id !== operation.id), operation].slice(-20))
          const { outcome } = body as Submission
          if (outcome === 'late') notify(w.annotate.late)
          if (outcome === 'already_answered') notify(w.annotate.alreadyAnswered)
        }
        lookAgain()
      }),
    [projectId, person.id, lookAgain],
  )

  // ---- leases: kept alive while the page is here, given back when it goes
  useEffect(() => {
    const beat = () => {
      const undoing = new Set(outbox.get().operations.flatMap(o => (o.kind === 'undo' ? [o.taskId] : [])))
      const ids = latest.current.tasks.map(t => t.id).filter(id => !undoing.has(id))
      if (ids.length === 0 || connection.get().offlineSince !== null) return
      extendLeases(projectId, ids).then(
        ({ held, lost }) => dispatch({ type: 'leases', held, lost }),
        () => {
          // Not reached: the next beat tries again.
        },
      )
    }
    const timer = setInterval(beat, HEARTBEAT)
    const onVisible = () => {
      clock.current.visible(visible())
      if (visible()) beat()
    }
    document.addEventListener('visibilitychange', onVisible)
    const give = () => {
      released.current = true
      releaseLeases(
        projectId,
        latest.current.tasks.map(t => t.id),
      )
    }
    const comeBack = (event: PageTransitionEvent) => {
      if (event.persisted) location.reload()
    }
    released.current = false
    addEventListener('pagehide', give)
    addEventListener('pageshow', comeBack)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
      removeEventListener('pagehide', give)
      removeEventListener('pageshow', comeBack)
      give()
      void queries.invalidateQueries({ queryKey: ['project', projectId] })
      void queries.invalidateQueries({ queryKey: ['projects'] })
    }
  }, [projectId, queries])

  // ---- a new task on screen
  useEffect(() => {
    clock.current.restart(visible())
  }, [current?.id])

  /** The task whose suggestion has been on screen. */
  const seen = useRef<number | null>(null)
  /** The task of which parts of the suggestion may be left open: the person was told so. */
  const left = useRef<number | null>(null)
  useEffect(() => {
    if (current && showsSuggestions) seen.current = current.id
  }, [current, showsSuggestions])

  // ---- drafts
  const answers: Answers = current ? (work.answers[current.id] ?? {}) : {}
  const settled: Settled = current ? (work.settled[current.id] ?? {}) : {}
  const draftTimer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keepDraft = (taskId: number, begun: Begun) => {
    drafts.keep(taskId, begun, Date.now())
    clearTimeout(draftTimer.current)
    draftTimer.current = setTimeout(() => {
      if (connection.get().offlineSince !== null) return
      saveDraft(projectId, taskId, begun.answers, begun.settled).catch(() => {
        // The copy in this browser remains.
      })
    }, DRAFT_PAUSE)
  }

  const say = (said: Said) => {
    clearTimeout(draftTimer.current)
    answeredHere.current.said(said.task.id, said.id)
    const repaired = latest.current.repairing[said.task.id]
    dispatch({ type: 'gone', taskId: said.task.id })
    setCounted(was => was && { today: was.today + 1, all: was.all + 1 })
    void outbox.add(said).then(() => {
      drafts.drop(said.task.id)
      if (repaired) return outbox.discard(repaired)
    })
  }
  const common = (task: ClaimedTask) => ({
    id: uuid(),
    personId: person.id,
    projectId,
    at: Date.now(),
    attempts: 0,
    notBefore: 0,
    refused: null,
    task,
    leadTimeMs: clock.current.elapsed(),
  })

  return {
    work,
    current,
    answers,
    settled,
    loaded,
    failure,
    offlineSince,
    signedOut: log.signedOut,
    unsent,
    refused,
    counted,
    tiles: trail({
      log: log.operations,
      sent,
      mine: mine.data ?? [],
      personId: person.id,
      projectId,
      takenBack,
      words: said => summarise(schema, said),
      skippedWord: w.annotate.skipped,
    }),
    dispatch,
    lookAgain,
    change(index: number, { answer, view, settled: dealt, pointed }: Draft) {
      const question = schema.questions[index]
      if (!question || !current) return
      const { name } = question
      const isSaid = answer !== answers[name]
      const isSettling = dealt !== undefined && dealt.length !== (settled[name] ?? []).length
      dispatch({
        type: 'changed',
        index,
        question: name,
        answer,
        view,
        also: isSaid ? following(schema, answers, index, answer) : {},
        isTyping: question.kind === 'text',
        ...(dealt && { settled: dealt }),
        ...(pointed !== undefined && { pointed }),
      })
      // Looking at an answer otherwise (what is selected, an open branch) is nothing to keep.
      if (isSaid || isSettling)
        keepDraft(current.id, {
          answers: changed(schema, answers, index, answer),
          settled: isSettling ? { ...settled, [name]: dealt } : settled,
        })
    },
    /** Takes the last change of the current task's answers back, or does it again. */
    stepBy(by: -1 | 1) {
      if (!current) return
      const event = { type: 'stepped', by } as const
      const after = step(work, event)
      if (after === work) return
      dispatch(event)
      keepDraft(current.id, { answers: after.answers[current.id] ?? {}, settled: after.settled[current.id] ?? {} })
    },
    /** Says the answers of the current task. False: something is missing, and the page says what. */
    submit(all: Answers = answers): boolean {
      if (!current) return false
      const problem = firstProblem(schema, all)
      if (problem) {
        dispatch({ type: 'objected', ...problem })
        return false
      }
      const open = showsSuggestions ? openQuestions(schema, current, all, settled) : []
      if (open[0] && left.current !== current.id) {
        left.current = current.id
        dispatch({
          type: 'objected',
          index: open[0].index,
          message: w.suggestion.stillOpen(open.reduce((n, q) => n + q.count, 0)),
        })
        return false
      }
      const said = given(schema, all)
      const words = summarise(schema, said)
      say({
        ...common(current),
        kind: 'submit',
        answers: said,
        predictionId: seen.current === current.id ? (current.suggestion?.predictionId ?? null) : null,
        tile: { label: words.text || w.task.notAnswered, color: words.color, excerpt: excerpt(schema, current.data) },
      })
      return true
    },
    skip(reason: string) {
      if (!current) return
      say({
        ...common(current),
        kind: 'skip',
        reason,
        tile: { label: w.annotate.skipped, color: null, excerpt: excerpt(schema, current.data) },
      })
    },
    undo(tile: TrailTile | undefined) {
      if (!tile) return notify(w.annotate.nothingToUndo)
      if (!tile.undoable) return notify(w.annotate.notUndoable)
      setTakenBack(was => new Set([...was, tile.submissionId]))
      setCounted(was => was && { today: Math.max(0, was.today - 1), all: Math.max(0, was.all - 1) })
      answeredHere.current.takenBack(tile.taskId)
      if (tile.task)
        dispatch({
          type: 'returned',
          task: { ...tile.task, reason: 'undone' },
          answers: tile.answers ?? {},
          settled: dealt(tile.task),
        })
      else dispatch({ type: 'looked', submission: null })
      void outbox.add({
        id: uuid(),
        kind: 'undo',
        personId: person.id,
        projectId,
        at: Date.now(),
        attempts: 0,
        notBefore: 0,
        refused: null,
        submissionId: tile.submissionId,
        taskId: tile.taskId,
      })
    },
    repair(said: Said) {
      dispatch({
        type: 'returned',
        task: said.task,
        answers: said.kind === 'submit' ? said.answers : {},
        settled: dealt(said.task),
        repairs: said.id,
      })
      const wrong = said.refused?.violations[0]
      const index = wrong ? schema.questions.findIndex(q => wrong.path.startsWith(`answers.${q.name}`)) : -1
      if (wrong && index >= 0) dispatch({ type: 'objected', index, message: wrong.message })
    },
    discard: (said: Said) => outbox.discard(said.id),
    leaveLost(taskId: number) {
      drafts.drop(taskId)
      dispatch({ type: 'gone', taskId })
    },
  }
}
