import type { Question } from '../../api/types'
import { w } from '../../i18n'

/** What every question has: its words, its name, help, and whether it must be answered. */
export function HeadForm({
  question,
  change,
  fixed,
}: {
  question: Question
  change(what: Partial<Question>): void
  fixed: ReadonlySet<string>
}) {
  return (
    <div className="two">
      <label className="lbl wholeline">
        {w.schema.title}
        <input className="field" value={question.title} onChange={e => change({ title: e.target.value })} />
      </label>
      <label className="lbl">
        {w.schema.name}
        <input
          className="field mono"
          value={question.name}
          disabled={fixed.has(question.name)}
          onChange={e => change({ name: e.target.value })}
        />
      </label>
      <label className="lbl">
        {w.schema.hint}
        <input className="field" value={question.hint ?? ''} onChange={e => change({ hint: e.target.value })} />
      </label>
      <label className="check askedalways">
        <input
          type="checkbox"
          checked={question.required !== false}
          onChange={e => change({ required: e.target.checked ? undefined : false } as Partial<Question>)}
        />
        {w.schema.mustAnswer}
      </label>
    </div>
  )
}
