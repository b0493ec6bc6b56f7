// The last answers of this person, newest first: kept here, sent in this sitting, and what the server remembers from before.
import { cancelled, isSaid, type Operation, type Said } from '../../api/outbox/operations'
import type { Answers, ClaimedTask, MyAnswer } from '../../api/types'

export interface TrailTile {
  readonly submissionId: string
  readonly taskId: number
  readonly at: number
  readonly label: string
  readonly color: number | null
  readonly excerpt: string
  readonly state: 'sent' | 'unsent' | 'refused'
  readonly skipped: boolean
  readonly undoable: boolean
  /** What was on screen, while this browser still has it. */
  readonly task: ClaimedTask | null
  readonly answers: Answers | null
}

const ofSaid = (said: Said, state: TrailTile['state']): TrailTile => ({
  submissionId: said.id,
  taskId: said.task.id,
  at: said.at,
  ...said.tile,
  state,
  skipped: said.kind === 'skip',
  undoable: true,
  task: said.task,
  answers: said.kind === 'submit' ? said.answers : null,
})

export function trail(input: {
  log: readonly Operation[]
  /** Acknowledged in this sitting, oldest first. */
  sent: readonly Said[]
  /** From the server, newest first. */
  mine: readonly MyAnswer[]
  personId: number
  projectId: number
  takenBack: ReadonlySet<string>
  words(answers: Answers): { text: string; color: number | null }
  skippedWord: string
}): TrailTile[] {
  const gone = cancelled(input.log)
  const back = new Set([...input.takenBack, ...input.log.filter(o => o.kind === 'undo').map(o => o.submissionId)])
  const here = input.log
    .filter(isSaid)
    .filter(o => o.personId === input.personId && o.projectId === input.projectId && !gone.has(o.id))
  const tiles = [
    ...here.map(o => ofSaid(o, o.refused ? 'refused' : 'unsent')),
    ...input.sent.filter(o => !here.some(h => h.id === o.id)).map(o => ofSaid(o, 'sent')),
  ].sort((x, y) => y.at - x.at)
  const known = new Set(tiles.map(t => t.submissionId))
  const before = input.mine
    .filter(m => !known.has(m.submissionId))
    .map((m): TrailTile => {
      const words = m.answers ? input.words(m.answers) : { text: input.skippedWord, color: null }
      return {
        submissionId: m.submissionId,
        taskId: m.taskId,
        at: Date.parse(m.at),
        label: words.text,
        color: words.color,
        excerpt: m.excerpt,
        state: 'sent',
        skipped: m.answers === null,
        undoable: m.undoable,
        task: null,
        answers: m.answers,
      }
    })
  return [...tiles, ...before].filter(t => !back.has(t.submissionId)).slice(0, 20)
}
