import { w } from '../i18n'
import { offered } from './actions'
import { Dialog } from './Dialog'
import { groupBy } from './groupBy'
import { Key } from './Key'

/** Every key that works on this page now, read from the very list the key handler uses. */
export function KeySheet({ close }: { close(): void }) {
  const groups = groupBy(
    offered().filter(a => a.key),
    a => a.group,
  )
  return (
    <Dialog title={w.keys.title} close={close} kind="wide" keys={{ '?': close }}>
      <div className="keysheet">
        {groups.map(([group, actions]) => (
          <section key={group}>
            <h3 className="sm dim">{group}</h3>
            <dl>
              {actions.map(action => (
                <div key={action.id}>
                  <dt>
                    <Key name={action.key ?? ''} />
                    <span className="sr">{action.key}</span>
                  </dt>
                  <dd>{action.label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
