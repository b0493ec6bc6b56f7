import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { archive, askOneMore, decide, markGold, requeue, undoDecision, unmarkGold } from '../../api/quality'
import { projectQuery, taskQuery } from '../../api/queries'
import type { DraftUse, Annotation, Project, TaskStory } from '../../api/types'
import { f, w } from '../../i18n'
import { isAnsweredOnItem, layersOf } from '../../questions'
import { AnswerForm } from '../../questions/AnswerForm'
import { AnswerList } from '../../questions/AnswerList'
import { OpinionCard } from '../../questions/OpinionCard'
import { Dialog } from '../../ui/Dialog'
import { asText } from '../../ui/excerpt'
import { ItemView } from '../../questions/item/ItemView'
import { notify } from '../../ui/notices'
import { Rich } from '../../ui/Rich'
import { atLeast } from '../../ui/roles'
import { useProjectId, useTaskId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Prompt } from './Prompt'
import './data.css'

const { story: words } = w.data

export function StoryPage() {
  const projectId = useProjectId()
  const taskId = useTaskId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: story } = useSuspenseQuery(taskQuery(projectId, taskId, true))
  const queries = useQueryClient()
  const [deciding, setDeciding] = useState(false)
  const [comment, setComment] = useState('')
  useTitle(words.title(taskId), project.name)
  const act = useMutation({
    mutationFn: (what: () => Promise<TaskStory>) => what(),
    onSuccess: () => {
      setDeciding(false)
      notify(words.done)
      void queries.invalidateQueries({ queryKey: ['project', projectId] })
    },
    onError: error => notify(error.message),
  })
  const run = (what: (projectId: number, taskId: number) => Promise<TaskStory>) => act.mutate(() => what(projectId, taskId))
  const manager = atLeast(project.role, 'manager')
  const shown = new Set(project.schema.fields.map(x => x.name))
  const others = Object.entries(story.data).filter(([name]) => !shown.has(name))
  const counted = story.annotations.filter(a => a.state === 'counted' && a.answers).length
  return (
    <>
      <div className="meta storymeta">
        <Link className="link" to="/projects/$projectId/data" params={{ projectId }} search={{}}>
          {w.data.title}
        </Link>
        <span className="mono">{w.task.number(story.id)}</span>
        {story.source && <span>{w.task.from(story.source.file, story.source.row)}</span>}
        {story.isGold && <span className="tag gold">{w.data.gold}</span>}
      </div>
      <h1 className="lead">
        <Rich text={words.lead[story.status]} />
      </h1>
      <div className="line storyacts">
        {story.status === 'disputed' && (
          <Link className="btn" to="/projects/$projectId/disputes/$taskId" params={{ projectId, taskId: String(story.id) }}>
            {words.resolve}
          </Link>
        )}
        {story.status !== 'archived' && (
          <button type="button" className="btn" onClick={() => setDeciding(true)}>
            {story.final ? words.redecide : words.decide}
          </button>
        )}
        {(story.final?.how === 'review' || story.final?.how === 'arbitration') && (
          <button type="button" className="btn quiet" onClick={() => run(undoDecision)}>
            {words.undo}
          </button>
        )}
        {story.status === 'completed' && (
          <button type="button" className="btn quiet" onClick={() => run(askOneMore)}>
            {words.oneMore}
          </button>
        )}
        {story.status === 'skipped' && (
          <button type="button" className="btn quiet" onClick={() => run(requeue)}>
            {words.requeue}
          </button>
        )}
        {manager && story.final && !story.isGold && (
          <button
            type="button"
            className="btn quiet"
            title={words.goldHint}
            onClick={() => act.mutate(() => markGold(projectId, taskId, story.final?.answers ?? {}))}
          >
            {words.gold}
          </button>
        )}
        {manager && story.isGold && (
          <button type="button" className="btn quiet" onClick={() => run(unmarkGold)}>
            {words.ungold}
          </button>
        )}
        {manager && story.status !== 'archived' && (
          <button type="button" className="btn quiet" onClick={() => run(archive)}>
            {words.archive}
          </button>
        )}
      </div>
      <div className="story">
        <div className="stack loose">
          <article className="panel storyitem" tabIndex={0} aria-label={words.item}>
            <ItemView
              schema={project.schema}
              data={story.data}
              media={story.media}
              layers={layersOf(project.schema, { answers: story.final?.answers ?? {} })}
            />
          </article>
          {others.length > 0 && (
            <details>
              <summary className="sm dim">
                {words.otherColumns} · {f.num(others.length)}
              </summary>
              <dl className="others sm">
                {others.map(([name, value]) => (
                  <div key={name}>
                    <dt className="mono dim">{name}</dt>
                    <dd>{asText(value)}</dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
        </div>
        <div className="stack loose">
          {story.final && <Final project={project} story={story} />}
          {story.opinion && <OpinionCard opinion={story.opinion} schema={project.schema} item={story} />}
          <section className="sec">
            <h2>
              {words.answers} <small>{words.answersSmall(counted, story.overlap)}</small>
            </h2>
            {story.annotations.length === 0 ? (
              <p className="sm dim">{words.noAnswers}</p>
            ) : (
              story.annotations.map(a => (
                <Said key={a.id} annotation={a} project={project} story={story} differing={story.differing} />
              ))
            )}
            {story.leases.map(lease => (
              <p key={lease.person.id} className="sm dim">
                {words.leases(lease.person.name)}
              </p>
            ))}
          </section>
          {story.predictions.length > 0 && (
            <section className="sec">
              <h2>
                {w.suggestion.title} <small>{words.draftsSmall}</small>
              </h2>
              {story.predictions.map(prediction => (
                <div key={prediction.id} className="saidrow draft">
                  <p className="sm">
                    <b>{w.suggestion.model(prediction.model, prediction.version)}</b>{' '}
                    <span className="dim">
                      {[prediction.confidence === null ? '' : words.confidence(prediction.confidence), f.dateTime(prediction.at)]
                        .filter(Boolean)
                        .join(', ')}
                    </span>
                  </p>
                  <AnswerList schema={project.schema} item={story} answers={prediction.answers} />
                  {manager && prediction.promptKey !== null && (
                    <Prompt projectId={projectId} taskId={taskId} predictionId={prediction.id} />
                  )}
                </div>
              ))}
            </section>
          )}
          {story.history.length > 0 && (
            <section className="sec">
              <h2>{words.history}</h2>
              <ol className="history sm">
                {story.history.map((event, i) => (
                  <li key={i}>
                    <span className="dim nowrap">{f.dateTime(event.at)}</span>
                    <span>
                      <b>{event.who || words.hidden}</b> {words.what[event.what] ?? event.what}{' '}
                      {event.detail && <span className="mid">{event.detail}</span>}
                    </span>
                  </li>
                ))}
              </ol>
            </section>
          )}
        </div>
      </div>
      {deciding && (
        <Dialog
          title={story.final ? words.redecide : words.decide}
          close={() => setDeciding(false)}
          kind={isAnsweredOnItem(project.schema) ? 'wide' : 'dialog'}
        >
          <AnswerForm schema={project.schema} data={story.data} media={story.media} start={story.final?.answers ?? {}}>
            {take => (
              <div className="stack">
                <label className="lbl">
                  {w.disputes.comment}
                  <input
                    className="field"
                    value={comment}
                    onChange={e => setComment(e.target.value)}
                    placeholder={w.disputes.commentPlaceholder}
                  />
                </label>
                <div className="line">
                  <button
                    type="button"
                    className="btn main"
                    onClick={() => {
                      const answers = take()
                      if (answers) act.mutate(() => decide(projectId, taskId, answers, comment.trim() || undefined))
                    }}
                  >
                    {w.disputes.decide}
                  </button>
                </div>
              </div>
            )}
          </AnswerForm>
        </Dialog>
      )}
    </>
  )
}

function Final({ project, story }: { project: Project; story: TaskStory }) {
  const { final } = story
  if (!final) return null
  return (
    <section className="sec">
      <h2>
        {words.final}{' '}
        <small>
          {[
            words.finalBy[final.how],
            final.decidedBy?.name,
            f.dateTime(final.decidedAt),
            final.confidence === null || final.how === 'unanimous'
              ? ''
              : (final.how === 'majority' ? words.share : words.confidence)(final.confidence),
          ]
            .filter(Boolean)
            .join(', ')}
        </small>
      </h2>
      <AnswerList schema={project.schema} item={story} answers={final.answers} />
      {final.comment && <p className="mid comment">{final.comment}</p>}
    </section>
  )
}

/** How many parts of the answers came about in which way, over all questions. */
function usesOf(draftUse: Record<string, DraftUse>) {
  const all = Object.values(draftUse)
  const parts = all.flatMap(use => use.parts)
  const count = (origin: DraftUse['parts'][number]) => parts.filter(part => part === origin).length
  return {
    accepted: count('accepted'),
    corrected: count('corrected'),
    added: count('added'),
    rejected: all.reduce((n, use) => n + (use.rejected ?? 0), 0),
  }
}

function Said({
  annotation: a,
  project,
  story,
  differing,
}: {
  annotation: Annotation
  project: Project
  story: Pick<TaskStory, 'data' | 'media'>
  differing: readonly string[]
}) {
  return (
    <div className={a.state === 'counted' ? 'saidrow' : 'saidrow notcounted'}>
      <p className="sm">
        <b>{a.person?.name ?? w.disputes.nth(a.ordinal - 1)}</b>{' '}
        {a.person?.isSimulated && !a.person.name.includes(w.common.simulated) && (
          <span className="tag">{w.common.simulated}</span>
        )}{' '}
        {words.state[a.state] && <span className="tag">{words.state[a.state]}</span>}{' '}
        <span className="dim">
          {[words.took(a.leadTimeMs), words.guidelines(a.guidelineVersion), f.dateTime(a.at)].join(', ')}
        </span>
      </p>
      {a.answers ? (
        <AnswerList schema={project.schema} item={story} answers={a.answers} differing={a.state === 'counted' ? differing : []} />
      ) : (
        <p className="mid">{words.skipped(a.skipped ?? '')}</p>
      )}
      {a.draftUse && <p className="sm dim">{words.fromDraft(usesOf(a.draftUse))}</p>}
    </div>
  )
}
