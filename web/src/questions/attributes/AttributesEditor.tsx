import type { Answer, Answers, Attribute } from '../../api/types'
import { useId, useState } from 'react'
import { attributeKind } from './attributes'
import './attributes.css'

/** The questions about one region. */
export function AttributesEditor({
  asked,
  answers,
  change,
}: {
  asked: readonly Attribute[]
  answers: Answers | undefined
  change(name: string, answer: Answer | undefined): void
}) {
  const id = useId()
  const [views, setViews] = useState<Readonly<Record<string, unknown>>>({})
  return asked.map(attribute => {
    const kind = attributeKind(attribute)
    const before = answers?.[attribute.name]
    return (
      <div key={attribute.name} className="attribute">
        <h4 id={`${id}-${attribute.name}`} className="sm mid">
          {attribute.title}
        </h4>
        <kind.Editor
          question={attribute}
          draft={{ answer: before, view: views[attribute.name] }}
          change={draft => {
            setViews({ ...views, [attribute.name]: draft.view })
            const after = draft.answer !== undefined && kind.isEmpty(draft.answer) ? undefined : draft.answer
            if (after !== before) change(attribute.name, after)
          }}
          keys={[]}
          active={false}
          labelledBy={`${id}-${attribute.name}`}
          violation={undefined}
          takeFocus={false}
        />
      </div>
    )
  })
}
