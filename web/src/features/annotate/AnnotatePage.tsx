import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState } from 'react'
import { outbox } from '../../api/outbox'
import { guidelinesQuery, projectQuery, sessionQuery } from '../../api/queries'
import type { Person, Project, Question } from '../../api/types'
import { w } from '../../i18n'
import { asked, bindings, changed, goesOnByKey, kindOf, layersOf } from '../../questions'
import type { Draft } from '../../questions/contract'
import { useActions, type Action } from '../../ui/actions'
import { GuidelinesDrawer } from '../../ui/GuidelinesDrawer'
import { lastReadGuidelines } from '../../ui/guidelinesRead'
import { Key } from '../../ui/Key'
import { KeySheet } from '../../ui/KeySheet'
import { scrollActions } from '../../ui/scrollKeys'
import { useChoice } from '../../ui/useChoice'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Questions } from './AnswerPane'
import './annotate.css'
import { Empty } from './Empty'
import { Header } from './Header'
import { ItemPane } from './ItemPane'
import { LookingAnswer, LookingItem } from './Looking'
import { LeaseLost, RefusedBanner, SignedOut } from './Banners'
import { Skeleton } from './Skeleton'
import { SkipDialog } from './SkipDialog'
import { Trail } from './Trail'
import { suggestionActions } from './suggestionActions'
import { useWork } from './useWork'
import { neighbour, nextUnanswered } from './work'

export function AnnotatePage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: session } = useSuspenseQuery(sessionQuery)
  useTitle(w.annotate.title, project.name)
  // Whoever began here stays in sight when the session ends: their answers are still in this browser.
  const [person] = useState(session.person)
  return person && <Annotating project={project} person={person} />
}

function Annotating({ project, person }: { project: Project; person: Person }) {
  const [showsSuggestions, setShowsSuggestions] = useChoice('suggestions')
  const desk = useWork(project, person, showsSuggestions)
  const { work, current, answers, tiles } = desk
  const { data: guidelines } = useQuery(guidelinesQuery(project.id))
  const navigate = useNavigate()
  const [open, setOpen] = useState<'skip' | 'guidelines' | 'keys' | null>(null)
  const [goesOn, setGoesOn] = useChoice('goesOn')
  const { questions } = project.schema
  const canGoOn = goesOnByKey(project.schema)
  const atOnce = canGoOn && goesOn
  const isAsked = asked(project.schema, answers)
  const keys = bindings(project.schema, work.views, work.active, answers)
  const draftOf = (question: Question, index: number): Draft => ({
    answer: answers[question.name],
    view: work.views[question.name],
    settled: desk.settled[question.name] ?? [],
    pointed: index === work.active ? work.pointed : null,
  })
  const suggestion = showsSuggestions ? current?.suggestion : null
  const layers = layersOf(project.schema, {
    answers,
    views: work.views,
    settled: desk.settled,
    pointed: work.pointed,
    suggestion: suggestion?.answers,
    keys,
    active: work.active,
    change: (index, draft) => change(index, draft),
  })
  const looked = tiles.find(t => t.submissionId === work.looking)
  const read = lastReadGuidelines(project.id)
  const isNew = guidelines !== undefined && guidelines.version > 0 && read !== null && read < guidelines.version
  const active = questions[work.active]
  const canSkip = project.skipPolicy !== 'forbidden'

  const side = useRef<HTMLElement>(null)
  // Each task starts at its first question.
  useLayoutEffect(() => {
    side.current?.scrollTo({ top: 0 })
  }, [current?.id])

  const close = () => setOpen(null)
  const leave = () => void navigate({ to: '/projects/$projectId', params: { projectId: project.id } })
  const look = (id: string | null) => desk.dispatch({ type: 'looked', submission: id })
  const lookBy = (by: number) => {
    const at = tiles.findIndex(t => t.submissionId === work.looking)
    look(tiles[at + by]?.submissionId ?? (by > 0 ? work.looking : null))
  }
  const hasFind = questions.some((q, index) => isAsked[index] && kindOf(q).hasFind(q))
  /** In the current question, or in the first that has many labels. */
  const find = () =>
    (
      document.querySelector<HTMLElement>('input[data-find]') ?? side.current?.querySelector<HTMLElement>('input[type=search]')
    )?.focus()

  const change = (index: number, draft: Draft, byKey = false) => {
    const question = questions[index]
    if (!question) return
    const before = answers[question.name]
    desk.change(index, draft)
    if (draft.answer === undefined || kindOf(question).same(before, draft.answer)) return
    if (atOnce) desk.submit({ [question.name]: draft.answer })
    else if (byKey && kindOf(question).instant(question)) {
      const after = changed(project.schema, answers, index, draft.answer)
      const next = nextUnanswered(after, questions, index, asked(project.schema, after))
      if (next !== index) desk.dispatch({ type: 'moved', index: next, byKey: true })
    }
  }

  const activate = (index: number) => desk.dispatch({ type: 'moved', index, byKey: false })

  const { go, answers: say, look: see } = w.annotate.group
  const page: Action[] = [
    {
      id: 'leave',
      label: w.annotate.leaveTo,
      key: 'escape',
      group: see,
      inText: true,
      perform: () =>
        document.activeElement instanceof HTMLElement && document.activeElement.matches('input,textarea')
          ? document.activeElement.blur()
          : looked
            ? look(null)
            : leave(),
    },
    { id: 'guidelines', label: w.annotate.guidelines, key: 'g', group: see, perform: () => setOpen('guidelines') },
    { id: 'keys', label: w.keys.all, key: '?', group: see, perform: () => setOpen('keys') },
    { id: 'undo', label: w.annotate.undo, key: 'z', group: go, perform: () => desk.undo(looked ?? tiles[0]) },
    { id: 'back', label: w.annotate.back, key: 'arrowleft', group: go, perform: () => lookBy(1) },
    ...scrollActions('.wbody > .item', { arrows: true }),
    ...(looked ? [{ id: 'on', label: w.annotate.forward, key: 'arrowright', group: go, perform: () => lookBy(-1) }] : []),
  ]
  const working: Action[] =
    !current || looked
      ? []
      : [
          {
            id: 'submit',
            label: w.annotate.submit,
            key: 'enter',
            group: go,
            inLine: true,
            yieldsToButtons: true,
            perform: () => void desk.submit(),
          },
          {
            id: 'submit-text',
            label: w.annotate.submit,
            key: 'ctrl+enter',
            group: go,
            inText: true,
            perform: () => void desk.submit(),
          },
          ...(
            [
              ['step-back', w.annotate.stepBack, 'ctrl+z', -1],
              ['step-on', w.annotate.stepOn, 'ctrl+shift+z', 1],
              ['step-on-too', w.annotate.stepOn, 'ctrl+y', 1],
            ] as const
          ).map(([id, label, key, by]): Action => ({
            id,
            label,
            key,
            group: say,
            notInText: true,
            perform: () => desk.stepBy(by),
          })),
          ...(canSkip ? [{ id: 'skip', label: w.annotate.skip, key: 's', group: go, perform: () => setOpen('skip') }] : []),
          ...(questions.length > 1
            ? [
                {
                  id: 'next',
                  label: w.annotate.nextQuestion,
                  key: 'j',
                  group: go,
                  perform: () =>
                    desk.dispatch({ type: 'moved', index: neighbour(work.active, 1, questions.length, isAsked), byKey: true }),
                },
                {
                  id: 'previous',
                  label: w.annotate.previousQuestion,
                  key: 'k',
                  group: go,
                  perform: () =>
                    desk.dispatch({ type: 'moved', index: neighbour(work.active, -1, questions.length, isAsked), byKey: true }),
                },
              ]
            : []),
          ...(hasFind ? [{ id: 'find', label: w.annotate.findLabel, key: '/', group: say, perform: find }] : []),
          ...keys.flatMap((bound, index) =>
            bound.map((binding): Action => ({
              id: `say-${index}-${binding.key}`,
              label: binding.label,
              key: binding.key,
              group: questions[index]?.title ?? say,
              keyOnly: true,
              perform: () => {
                const question = questions[index]
                if (question) change(index, binding.press(draftOf(question, index)), true)
              },
            })),
          ),
          ...(active && suggestion
            ? suggestionActions(active, suggestion.answers[active.name], draftOf(active, work.active), answers, draft =>
                change(work.active, draft),
              )
            : []),
          ...(current.suggestion
            ? [
                {
                  id: 'suggestions',
                  label: showsSuggestions ? w.suggestion.hide : w.suggestion.show,
                  key: 'd',
                  group: see,
                  perform: () => setShowsSuggestions(!showsSuggestions),
                },
              ]
            : []),
        ]
  useActions([...page, ...working])

  const share = work.progress && work.progress.total > 0 ? work.progress.decided / work.progress.total : 0
  const onlyText = questions.length === 1 && questions[0]?.kind === 'text'
  const hasLongText = questions.some(q => q.kind === 'text' && q.multiline)
  return (
    <div className="work">
      <Header
        projectId={project.id}
        name={project.name}
        items={project.itemWord}
        share={share}
        today={desk.counted?.today ?? null}
        offlineSince={desk.offlineSince}
        unsent={desk.unsent.length}
        ahead={Math.max(0, work.tasks.length - 1)}
        hasFind={hasFind}
        keys={() => setOpen('keys')}
        find={find}
        guidelines={() => setOpen('guidelines')}
        sendNow={() => void outbox.hurry()}
      />
      <main className="wbody">
        {looked ? (
          <LookingItem key={looked.submissionId} tile={looked} project={project} />
        ) : current ? (
          <ItemPane key={current.id} task={current} schema={project.schema} layers={layers} activate={activate} />
        ) : desk.loaded || desk.failure ? (
          <Empty
            project={project}
            empty={work.empty}
            offline={desk.offlineSince !== null}
            counted={desk.counted}
            lookAgain={desk.lookAgain}
          />
        ) : (
          <Skeleton />
        )}
        {looked ? (
          <LookingAnswer tile={looked} project={project} undo={() => desk.undo(looked)} on={() => look(null)} />
        ) : (
          <section ref={side} className="side" aria-label={w.annotate.answer}>
            <div className="banners">
              {desk.signedOut && <SignedOut projectId={project.id} />}
              {desk.refused.length > 0 && (
                <RefusedBanner
                  refused={desk.refused}
                  repairing={current ? work.repairing[current.id] : undefined}
                  repair={desk.repair}
                  discard={desk.discard}
                />
              )}
              {current && work.lost.includes(current.id) && (
                <LeaseLost items={project.itemWord} goOn={() => desk.leaveLost(current.id)} />
              )}
              {desk.failure && !current && <p className="banner wrong">{w.errors.other(desk.failure.message)}</p>}
            </div>
            {current ? (
              <>
                <Questions
                  schema={project.schema}
                  isAsked={isAsked}
                  data={current.data}
                  answers={answers}
                  draftOf={draftOf}
                  suggestion={suggestion ?? null}
                  keys={keys}
                  active={work.active}
                  moved={work.moved}
                  goesOn={atOnce}
                  objection={work.objection}
                  taskId={current.id}
                  change={change}
                  activate={activate}
                  firstIsText={onlyText}
                />
                <div className="acts">
                  {!atOnce && (
                    <button type="button" className="btn main" onClick={() => desk.submit()} aria-keyshortcuts="Enter">
                      <SubmitKey hasLongText={hasLongText} /> {w.annotate.submit}
                    </button>
                  )}
                  {canSkip && (
                    <button type="button" className="act" onClick={() => setOpen('skip')} aria-keyshortcuts="S">
                      <Key name="s" />
                      {w.annotate.skip}
                    </button>
                  )}
                  <button
                    type="button"
                    className="act"
                    onClick={() => lookBy(1)}
                    disabled={tiles.length === 0}
                    aria-keyshortcuts="ArrowLeft"
                  >
                    <Key name="arrowleft" />
                    {w.annotate.back}
                  </button>
                  {current.suggestion && (
                    <button
                      type="button"
                      className="act"
                      onClick={() => setShowsSuggestions(!showsSuggestions)}
                      aria-keyshortcuts="D"
                    >
                      <Key name="d" />
                      {showsSuggestions ? w.suggestion.hide : w.suggestion.show}
                    </button>
                  )}
                  {canGoOn && (
                    <label className="act goeson" title={w.annotate.goesOnHint}>
                      <input type="checkbox" checked={goesOn} onChange={e => setGoesOn(e.target.checked)} />
                      {w.annotate.goesOn}
                    </label>
                  )}
                </div>
              </>
            ) : (
              !desk.loaded && <Skeleton side />
            )}
          </section>
        )}
        <button type="button" className="spine" onClick={() => setOpen('guidelines')} aria-keyshortcuts="G">
          <Key name="g" />
          <span>{guidelines && guidelines.version > 0 ? w.annotate.guidelinesV(guidelines.version) : w.annotate.guidelines}</span>
          {isNew && <span className="acc new">{w.annotate.guidelinesNew}</span>}
        </button>
      </main>
      <Trail
        tiles={tiles}
        looking={work.looking}
        undo={() => desk.undo(looked ?? tiles[0])}
        look={tile => look(tile.submissionId)}
      />
      <p className="sr" role="status" aria-live="polite">
        {current && !looked ? [tiles[0] ? w.annotate.submitted(tiles[0].label) : '', w.annotate.now(current.id)].join(' ') : ''}
      </p>
      {open === 'skip' && current && (
        <SkipDialog
          items={project.itemWord}
          policy={project.skipPolicy}
          close={close}
          skip={reason => {
            close()
            desk.skip(reason)
          }}
        />
      )}
      {open === 'guidelines' && <GuidelinesDrawer projectId={project.id} close={close} />}
      {open === 'keys' && <KeySheet close={close} />}
    </div>
  )
}

/** Enter answers, except in a text of several lines, where it starts a line: there the keycap says what answers. */
function SubmitKey({ hasLongText }: { hasLongText: boolean }) {
  if (!hasLongText) return <Key name="enter" />
  return (
    <span className="submitkey">
      <Key name="enter" />
      <Key name="ctrl+enter" />
    </span>
  )
}
