import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type CSSProperties } from 'react'
import { projectQuery, taskQuery } from '../../api/queries'
import type { Project, TaskStory } from '../../api/types'
import { w } from '../../i18n'
import { isAnsweredOnItem, kindOf, layersOf } from '../../questions'
import { AnswerForm } from '../../questions/AnswerForm'
import { OpinionCard } from '../../questions/OpinionCard'
import { useActions } from '../../ui/actions'
import { Dialog } from '../../ui/Dialog'
import { GuidelinesDrawer } from '../../ui/GuidelinesDrawer'
import { ItemView } from '../../questions/item/ItemView'
import { KeySheet } from '../../ui/KeySheet'
import { Rich } from '../../ui/Rich'
import { useProjectId, useTaskId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Comparison } from './Comparison'
import { disputeActions, type Opened } from './disputeActions'
import { DisputeFooter } from './DisputeFooter'
import { DisputeHeader } from './DisputeHeader'
import { useDispute, type Dispute } from './useDispute'
import './dispute.css'

export function DisputePage() {
  const projectId = useProjectId()
  const taskId = useTaskId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: story } = useSuspenseQuery(taskQuery(projectId, taskId, true))
  useTitle(w.disputes.title, project.name)
  return <Settling key={taskId} project={project} story={story} />
}

function Settling({ project, story }: { project: Project; story: TaskStory }) {
  const dispute = useDispute(project, story)
  const [open, setOpen] = useState<Opened | null>(null)
  const [looked, setLooked] = useState<number | null>(null)
  useActions(disputeActions(dispute, setOpen))
  const { compared, position, total } = dispute
  const shown = looked ?? firstShown(dispute, project)
  const close = () => setOpen(null)
  return (
    <div className="work dp" style={{ '--p': total > 0 ? ((position + 1) / total) * 100 : 0 } as CSSProperties}>
      <DisputeHeader dispute={dispute} project={project} open={setOpen} />
      <main className="dpbody">
        <div className="meta">
          <span className="mono">{w.task.number(compared.id)}</span>
          {compared.source && <span>{w.task.from(compared.source.file, compared.source.row)}</span>}
          {differsOnItem(dispute, project).length > 0 && (
            <span role="status">{w.disputes.onItem(shown === null ? null : w.disputes.nth(shown))}</span>
          )}
        </div>
        <h1 className="lead">
          <Rich text={headline(dispute, project)} />
        </h1>
        {dispute.taken && <p className="banner">{w.disputes.taken}</p>}
        <article className="dpitem" tabIndex={0} aria-label={w.annotate.item}>
          <ItemView
            schema={project.schema}
            data={compared.data}
            media={compared.media}
            layers={layersOf(project.schema, { answers: answersShown(dispute, shown) })}
          />
        </article>
        <Comparison dispute={dispute} schema={project.schema} look={setLooked} />
        {dispute.opinion && (
          <OpinionCard opinion={dispute.opinion} schema={project.schema} item={compared} take={dispute.takeOpinion} />
        )}
        <Why dispute={dispute} />
      </main>
      <DisputeFooter dispute={dispute} edit={() => setOpen('edit')} />
      {open === 'guidelines' && <GuidelinesDrawer projectId={project.id} close={close} />}
      {open === 'keys' && <KeySheet close={close} />}
      {open === 'edit' && <ByHand dispute={dispute} project={project} close={close} />}
    </div>
  )
}

/** The questions people differ on whose answers are drawn on the item. */
const differsOnItem = ({ differing }: Dispute, { schema }: Project) =>
  schema.questions.filter(question => kindOf(question).surface !== undefined && differing.includes(question.name))

/** Until an answer is chosen the item shows the first; null: the final answer as far as it is. */
const firstShown = (dispute: Dispute, project: Project): number | null =>
  !dispute.decided && differsOnItem(dispute, project).some(question => !dispute.isChosen(question.name)) ? 0 : null

const answersShown = (dispute: Dispute, shown: number | null) =>
  (shown === null ? undefined : dispute.all[shown]?.answers) ?? dispute.decided?.final?.answers ?? dispute.final

function headline({ compared, differing, all }: Dispute, { schema }: Project): string {
  return compared.status === 'disputed'
    ? w.disputes.headline(all.length, schema.questions.length - differing.length, differing.length)
    : w.disputes.already(w.task.status[compared.status])
}

/** The reason: asked for until it is decided, shown after. */
function Why({ dispute }: { dispute: Dispute }) {
  const { decided, names } = dispute
  if (decided)
    return (
      <p className="mid why" role="status">
        {w.disputes.decided} {names && w.disputes.decidedBy(w.common.list(names))} {decided.final?.comment}
      </p>
    )
  return (
    <label className="lbl why">
      <span>
        {w.disputes.comment} <span className="sm dim">{w.disputes.commentHint}</span>
      </span>
      <input
        className="field"
        value={dispute.comment}
        maxLength={2000}
        placeholder={w.disputes.commentPlaceholder}
        onChange={e => dispute.setComment(e.target.value)}
      />
    </label>
  )
}

function ByHand({ dispute, project, close }: { dispute: Dispute; project: Project; close: () => void }) {
  return (
    <Dialog title={w.disputes.edit} close={close} kind={isAnsweredOnItem(project.schema) ? 'wide' : 'dialog'}>
      <AnswerForm schema={project.schema} data={dispute.compared.data} media={dispute.compared.media} start={dispute.final}>
        {takeAnswers => (
          <button
            type="button"
            className="btn"
            onClick={() => {
              const answers = takeAnswers()
              if (!answers) return
              dispute.setHandmade(answers)
              close()
            }}
          >
            {w.disputes.doneEditing}
          </button>
        )}
      </AnswerForm>
    </Dialog>
  )
}
