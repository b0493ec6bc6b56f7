import { useEffect, useState, type Dispatch } from 'react'
import { checkSchema } from '../../api/projects'
import type { LabelSchema, Question, Violation } from '../../api/types'
import { w } from '../../i18n'
import { parseSchema } from './parse'
import { FieldRows } from './FieldRows'
import { LabelStudioImport } from './LabelStudioImport'
import { QuestionForm } from './QuestionForm'
import type { Edit } from './schemaEdit'
import './editing.css'

const CHECK_PAUSE = 350

/** What the server thinks of a schema, a moment after the last change. */
export function useViolations(schema: LabelSchema): readonly Violation[] {
  const [violations, setViolations] = useState<readonly Violation[]>([])
  useEffect(() => {
    let current = true
    const timer = setTimeout(() => {
      checkSchema(schema).then(
        result => current && setViolations(result.errors),
        () => {
          // Not reached: saving will say it.
        },
      )
    }, CHECK_PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [schema])
  return violations
}

/** The schema as a form, or as the JSON it is. Both edit the same thing. */
export function SchemaEditor({
  schema,
  dispatch,
  violations,
  fixed,
}: {
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  violations: readonly Violation[]
  fixed: ReadonlySet<string>
}) {
  const [asJson, setAsJson] = useState(false)
  const [importing, setImporting] = useState(false)
  /** How often the whole schema was replaced: fields that keep what is typed in them begin anew. */
  const [round, setRound] = useState(0)
  return (
    <div className="schemaeditor">
      <div className="tabs" role="group" aria-label={w.schema.view}>
        <button type="button" className="tab" aria-pressed={!asJson} onClick={() => setAsJson(false)}>
          {w.schema.asForm}
        </button>
        <button type="button" className="tab" aria-pressed={asJson} onClick={() => setAsJson(true)}>
          {w.schema.asJson}
        </button>
        <button type="button" className="btn quiet small right" onClick={() => setImporting(true)}>
          {w.schema.labelStudio.open}
        </button>
      </div>
      {importing && (
        <LabelStudioImport
          take={taken => {
            dispatch({ type: 'replace', schema: taken })
            setRound(round + 1)
            setAsJson(false)
          }}
          close={() => setImporting(false)}
        />
      )}
      {asJson ? (
        <JsonView schema={schema} dispatch={dispatch} />
      ) : (
        <FormView key={round} schema={schema} dispatch={dispatch} violations={violations} fixed={fixed} />
      )}
      {violations.length > 0 && (
        <ul className="violations" role="status">
          {violations.slice(0, 8).map(v => (
            <li key={v.path + v.rule} className="error">
              {v.message} <span className="mono dim">{v.path}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function FormView({
  schema,
  dispatch,
  violations,
  fixed,
}: {
  schema: LabelSchema
  dispatch: Dispatch<Edit>
  violations: readonly Violation[]
  fixed: ReadonlySet<string>
}) {
  return (
    <>
      <FieldRows fields={schema.fields} dispatch={dispatch} violations={violations} />
      {schema.questions.map((question, index) => (
        <QuestionForm
          key={index}
          question={question}
          index={index}
          schema={schema}
          dispatch={dispatch}
          violations={violations}
          fixed={fixed}
        />
      ))}
      <div className="line">
        {(Object.keys(w.schema.addQuestion) as Question['kind'][]).map(kind => (
          <button key={kind} type="button" className="btn small" onClick={() => dispatch({ type: 'add_question', kind })}>
            {w.schema.addQuestion[kind]}
          </button>
        ))}
      </div>
    </>
  )
}

function JsonView({ schema, dispatch }: { schema: LabelSchema; dispatch: Dispatch<Edit> }) {
  const [text, setText] = useState(() => JSON.stringify(schema, null, 2))
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <div className="stack">
      <textarea
        className="field mono json"
        rows={Math.min(32, Math.max(12, text.split('\n').length))}
        spellCheck={false}
        aria-label={w.schema.asJson}
        aria-invalid={problem ? true : undefined}
        value={text}
        onChange={event => {
          setText(event.target.value)
          const parsed = parseSchema(event.target.value, w.schema)
          setProblem(parsed.problem)
          if (parsed.schema) dispatch({ type: 'replace', schema: parsed.schema })
        }}
      />
      {problem && (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
