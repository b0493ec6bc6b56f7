import type { Project } from '../../api/types'
import { w } from '../../i18n'
import { kindOf, layersOf } from '../../questions'
import { itemClass } from '../../questions/item/itemClass'
import { ItemView } from '../../questions/item/ItemView'
import { Key } from '../../ui/Key'
import { useNow } from '../../ui/useNow'
import type { TrailTile } from './trail'

/** An earlier answer, to read; one key takes it back. */
export function LookingItem({ tile, project }: { tile: TrailTile; project: Project }) {
  const now = useNow(10_000)
  return (
    <article className={itemClass(project.schema)} aria-label={w.annotate.looking} tabIndex={0}>
      <div className="column">
        <div className="meta">
          <span className="mono">{w.task.number(tile.taskId)}</span>
          <span>{w.common.ago(Math.max(0, now - tile.at))}</span>
        </div>
        {tile.task ? (
          <ItemView
            schema={project.schema}
            data={tile.task.data}
            media={tile.task.media}
            layers={layersOf(project.schema, { answers: tile.answers ?? {} })}
          />
        ) : (
          <>
            <p className="read">{tile.excerpt}</p>
            <p className="sm dim">{w.annotate.lookingOld(project.itemWord)}</p>
          </>
        )}
      </div>
    </article>
  )
}

export function LookingAnswer({ tile, project, undo, on }: { tile: TrailTile; project: Project; undo(): void; on(): void }) {
  return (
    <section className="side" aria-label={w.annotate.looking}>
      <h2 className="question">{w.annotate.looking}</h2>
      {tile.skipped ? (
        <p className="mid">{w.annotate.skipped}</p>
      ) : (
        project.schema.questions.map(question => {
          const { View } = kindOf(question)
          return (
            <div key={question.name} className="qblock">
              <h3 className="sm dim">{question.title}</h3>
              <View
                question={question}
                answer={tile.answers?.[question.name]}
                item={tile.task ? { schema: project.schema, data: tile.task.data } : undefined}
              />
            </div>
          )
        })
      )}
      {!tile.undoable && <p className="sm dim">{w.annotate.notUndoable}</p>}
      <div className="acts">
        {tile.undoable && (
          <button type="button" className="btn" onClick={undo}>
            <Key name="z" /> {w.annotate.change}
          </button>
        )}
        <button type="button" className="btn quiet" onClick={on}>
          <Key name="arrowright" /> {w.annotate.forward}
        </button>
      </div>
    </section>
  )
}
