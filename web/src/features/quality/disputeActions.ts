import { w } from '../../i18n'
import type { Action } from '../../ui/actions'
import { scrollActions } from '../../ui/scrollKeys'
import type { Dispute } from './useDispute'

export type Opened = 'edit' | 'guidelines' | 'keys'

/** A key for each of the first answers. */
export const KEYED = 9

/** Everything that can be done on the page of a dispute, with its keys. */
export function disputeActions(dispute: Dispute, open: (what: Opened) => void): Action[] {
  const { go, look } = w.annotate.group
  const settleIt = {
    label: dispute.decided ? w.disputes.next : w.disputes.decide,
    group: go,
    inText: true,
    perform: dispute.settleIt,
  }
  return [
    {
      id: 'leave',
      label: w.disputes.all,
      key: 'escape',
      group: look,
      inText: true,
      perform: () => (document.activeElement instanceof HTMLInputElement ? document.activeElement.blur() : dispute.leave()),
    },
    { id: 'guidelines', label: w.annotate.guidelines, key: 'g', group: look, perform: () => open('guidelines') },
    { id: 'keys', label: w.keys.all, key: '?', group: look, perform: () => open('keys') },
    { ...settleIt, id: 'decide', key: 'enter', yieldsToButtons: true },
    { ...settleIt, id: 'decide2', key: 'ctrl+enter' },
    ...scrollActions('.dpbody', { arrows: false }),
    { id: 'later', label: w.disputes.skip, key: 'arrowright', group: go, perform: dispute.goOn },
    ...(dispute.decided
      ? [{ id: 'undo', label: w.disputes.undo, key: 'z', group: go, perform: () => dispute.undoing.mutate() }]
      : [
          { id: 'up', label: w.annotate.previousQuestion, key: 'arrowup', group: go, perform: () => dispute.move(-1) },
          { id: 'down', label: w.annotate.nextQuestion, key: 'arrowdown', group: go, perform: () => dispute.move(1) },
          { id: 'edit', label: w.disputes.edit, key: 'e', group: go, perform: () => open('edit') },
          ...(dispute.takeOpinion
            ? [{ id: 'opinion', label: w.disputes.opinion.take, key: 'o', group: go, perform: dispute.takeOpinion }]
            : []),
          { id: 'more', label: w.disputes.oneMore, key: 'm', group: go, perform: () => dispute.asking.mutate() },
          ...dispute.all.slice(0, KEYED).flatMap((_, i) => takeActions(dispute, i)),
        ]),
  ]
}

/** The keys of one answer: its number takes it for the difference at hand, with Shift for all of them. */
function takeActions(dispute: Dispute, i: number): Action[] {
  const group = w.annotate.group.answers
  return [
    {
      id: `take-${i}`,
      label: w.disputes.column(i + 1),
      key: String(i + 1),
      group,
      keyOnly: true,
      perform: () => dispute.take(i),
    },
    {
      id: `all-${i}`,
      label: w.disputes.columnAll(i + 1),
      key: `shift+${i + 1}`,
      group,
      keyOnly: true,
      perform: () => dispute.takeAll(i),
    },
  ]
}
