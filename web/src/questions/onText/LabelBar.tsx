import type { ReactNode } from 'react'
import type { Label } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { cssColor } from '../choice/ChoiceEditor'
import { titleOf } from '../choice/labels'
import type { KeyBinding } from '../contract'
import { colorOf } from '../spans/model'

/** The labels of the question at hand, always in sight above the text. */
export function LabelBar({
  labels,
  keys,
  armed,
  press,
  children,
}: {
  labels: readonly Label[]
  keys: readonly KeyBinding[]
  /** The label that the next stretch gets. */
  armed: string | undefined
  press(label: string): void
  children?: ReactNode
}) {
  return (
    <div className="spanbar" role="group" aria-label={w.onText.labels}>
      {labels.map(label => {
        const key = keys.find(k => k.target === label.name)?.key
        const isOn = armed === label.name
        return (
          <button
            key={label.name}
            type="button"
            className={isOn ? 'chip on' : 'chip'}
            style={cssColor(colorOf({ labels }, label.name))}
            aria-pressed={isOn}
            title={label.hint}
            onPointerDown={event => event.preventDefault()}
            onClick={() => press(label.name)}
          >
            {key && <Key name={key} on={isOn} />}
            <i className="sw" />
            {titleOf(label)}
          </button>
        )
      })}
      {children}
    </div>
  )
}
