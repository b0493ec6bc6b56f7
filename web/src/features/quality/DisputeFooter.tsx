import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { Rich } from '../../ui/Rich'
import type { Dispute } from './useDispute'

/** How far it is, and what can be done next. */
export function DisputeFooter({ dispute, edit }: { dispute: Dispute; edit: () => void }) {
  const { decided } = dispute
  return (
    <footer className="dpfoot">
      {decided ? (
        <button type="button" className="btn quiet" onClick={() => dispute.undoing.mutate()}>
          <Key name="z" /> {w.disputes.undo}
        </button>
      ) : (
        <>
          <span className="sm mid nowrap">
            <Rich text={w.disputes.progress(dispute.done, dispute.differing.length)} />
          </span>
          <span className="sm dim wide">
            <Key name="arrowup" /> <Key name="arrowdown" /> {w.disputes.difference} &nbsp; <Key name="1" />–
            <Key name={String(dispute.all.length)} /> {w.disputes.chooseKeys} <Key name="shift" /> {w.disputes.chooseAll}
          </span>
        </>
      )}
      <span className="right" />
      {!decided && (
        <>
          <button type="button" className="btn quiet" onClick={edit}>
            <Key name="e" /> {w.disputes.edit}
          </button>
          <button type="button" className="btn quiet" onClick={() => dispute.asking.mutate()} disabled={dispute.asking.isPending}>
            <Key name="m" /> {w.disputes.oneMore}
          </button>
        </>
      )}
      <button type="button" className="btn main" onClick={dispute.settleIt} disabled={dispute.deciding.isPending}>
        <Key name="enter" /> {decided ? w.disputes.next : w.disputes.decide}
      </button>
    </footer>
  )
}
