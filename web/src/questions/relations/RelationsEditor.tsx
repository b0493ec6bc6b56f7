import type { RelationAnswer, RelationsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { Key } from '../../ui/Key'
import { cssColor } from '../choice/ChoiceEditor'
import type { EditorProps } from '../contract'
import { useQuotes } from '../onText/quotes'
import { colorOf } from '../spans/model'
import {
  isDirected,
  mayLink,
  noRelations,
  relationKey,
  relationsView,
  removeRelation,
  selectRelation,
  spansUnder,
  turn,
} from './model'
import { relationTitle } from './RelationsView'
import '../onText/onText.css'

/** The relations made so far, and what the one begun waits for. */
export function RelationsEditor({
  question,
  draft,
  change,
  keys,
  active,
  item,
  labelledBy,
}: EditorProps<RelationsQuestion, RelationAnswer[]>) {
  const { selected, refused, from, to } = relationsView(draft.view)
  const quote = useQuotes(spansUnder(question, item), item)
  const relations = draft.answer
  const none = keys.find(k => k.target === '' && k.key === '0')
  const waits = from && (to ? w.relations.between(quote(from), quote(to)) : w.relations.from(quote(from)))
  const mayTurn = (relation: RelationAnswer) => {
    const label = question.labels.find(l => l.name === relation.label)
    return label !== undefined && label.directed !== false && mayLink(label, relation.to, relation.from)
  }
  return (
    <div className="regions">
      <p className={refused ? 'error' : 'sm mid'} role="status">
        {refused ?? waits ?? ''}
      </p>
      {(relations?.length ?? 0) === 0 ? (
        <button
          type="button"
          className={relations ? 'opt said' : 'opt'}
          style={cssColor(null)}
          aria-pressed={relations !== undefined}
          aria-describedby={labelledBy}
          onClick={() => change(noRelations(draft))}
        >
          {none ? <Key name={none.key} on={relations !== undefined} /> : <span className="k blank" aria-hidden="true" />}
          <i className="sw" />
          <span>{w.relations.none}</span>
          <span className="tick" aria-hidden="true">
            {relations ? '✓' : ''}
          </span>
        </button>
      ) : (
        <ol className="rows" aria-labelledby={labelledBy}>
          {relations?.map(relation => {
            const isSelected = relationKey(relation) === selected
            return (
              <li key={relationKey(relation)} className={isSelected ? 'rowitem sel' : 'rowitem'}>
                <button
                  type="button"
                  className="row relation"
                  style={cssColor(colorOf(question, relation.label))}
                  aria-pressed={isSelected}
                  onClick={() => change(selectRelation(draft, isSelected ? undefined : relation))}
                >
                  <i className="sw" />
                  <span>
                    <span className="q">{quote(relation.from)}</span>{' '}
                    <span className="dim">
                      — {relationTitle(question, relation.label)} {isDirected(question, relation.label) ? '→' : '—'}
                    </span>{' '}
                    <span className="q">{quote(relation.to)}</span>
                  </span>
                </button>
                {isSelected && (
                  <div className="rowmore line">
                    <button type="button" className="act" onClick={() => change(removeRelation(draft, relation))}>
                      {active && <Key name="delete" />} {w.relations.remove}
                    </button>
                    {mayTurn(relation) && (
                      <button type="button" className="act" onClick={() => change(turn(question, draft, relation))}>
                        {w.relations.turn}
                      </button>
                    )}
                  </div>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </div>
  )
}
