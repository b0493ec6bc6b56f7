import type { Answers, Attribute } from '../../api/types'
import { useId, useState } from 'react'
import { attributeKind } from './attributes'

/** The questions about one region. */
export function Attributes({
  asked,
  answers,
  change,
}: {
  asked: readonly Attribute[]
  answers: Answers | undefined
  change(name: string, answer: Answers[string] | undefined): void
}) {
  const id = useId()
  const [views, setViews] = useState<Readonly<Record<string, unknown>>>({})
  return asked.map(attribute => {
    const kind = attributeKind(attribute)
    return (
      <div key={attribute.name} className="attribute">
        <p id={`${id}-${attribute.name}`} className="sm mid">
          {attribute.title}
        </p>
        <kind.Editor
          question={attribute}
          draft={{ answer: answers?.[attribute.name], view: views[attribute.name] }}
          change={draft => {
            setViews({ ...views, [attribute.name]: draft.view })
            change(attribute.name, draft.answer !== undefined && kind.isEmpty(draft.answer) ? undefined : draft.answer)
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
