import type { Dispatch } from 'react'
import type { Field, Violation } from '../../api/types'
import { w } from '../../i18n'
import { violationsAt } from './parse'
import type { Edit } from './schemaEdit'

/** What is shown of an item: the columns of the data, by name. */
export function FieldRows({
  fields,
  dispatch,
  violations,
}: {
  fields: readonly Field[]
  dispatch: Dispatch<Edit>
  violations: readonly Violation[]
}) {
  return (
    <fieldset className="part">
      <legend>{w.schema.fields}</legend>
      <p className="sm dim">{w.schema.fieldsHint}</p>
      {fields.map((field, index) => (
        <div key={index} className="fieldrow">
          <input
            className="field mono"
            value={field.name}
            aria-label={w.schema.fieldName}
            aria-invalid={violationsAt(violations, `fields[${index}]`).length > 0 || undefined}
            placeholder={w.schema.fieldName}
            onChange={e => dispatch({ type: 'field', index, change: { name: e.target.value } })}
          />
          <input
            className="field"
            value={field.title ?? ''}
            aria-label={w.schema.fieldTitle}
            placeholder={w.schema.fieldTitle}
            onChange={e => dispatch({ type: 'field', index, change: { title: e.target.value } })}
          />
          <select
            className="field"
            value={field.kind}
            aria-label={w.schema.fieldKind}
            onChange={e => dispatch({ type: 'field', index, change: { kind: e.target.value as Field['kind'] } })}
          >
            {(['text', 'markdown', 'chat', 'image', 'audio'] as const).map(kind => (
              <option key={kind} value={kind}>
                {w.schema.fieldKinds[kind]}
              </option>
            ))}
          </select>
          <span className="fieldchecks">
            <label className="check sm">
              <input
                type="checkbox"
                checked={field.required !== false}
                onChange={e =>
                  dispatch({ type: 'field', index, change: { required: e.target.checked ? undefined : false } as Partial<Field> })
                }
              />
              {w.schema.required}
            </label>
            <label className="check sm">
              <input
                type="checkbox"
                checked={field.beside === true}
                disabled={index === 0}
                onChange={e =>
                  dispatch({ type: 'field', index, change: { beside: e.target.checked || undefined } as Partial<Field> })
                }
              />
              {w.schema.beside}
            </label>
          </span>
          <button
            type="button"
            className="btn quiet small"
            disabled={fields.length === 1}
            onClick={() => dispatch({ type: 'remove_field', index })}
            aria-label={w.schema.removeNamed(field.name)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="btn small" onClick={() => dispatch({ type: 'add_field' })}>
        {w.schema.addField}
      </button>
    </fieldset>
  )
}
