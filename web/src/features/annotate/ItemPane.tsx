import type { ClaimedTask, LabelSchema } from '../../api/types'
import { w } from '../../i18n'
import { itemClass } from '../../questions/item/itemClass'
import { ItemView } from '../../questions/item/ItemView'
import type { Layer } from '../../questions/item/surface'

/** The item and where it is from. A new task starts at its top: the pane is keyed by the task. */
export function ItemPane({
  task,
  schema,
  layers,
  activate,
}: {
  task: ClaimedTask
  schema: LabelSchema
  layers: readonly Layer[]
  activate(index: number): void
}) {
  return (
    <article className={itemClass(schema)} aria-label={w.annotate.item} tabIndex={0}>
      <div className="column">
        <div className="meta">
          <span className="mono">{w.task.number(task.id)}</span>
          {task.source && <span>{w.task.from(task.source.file, task.source.row)}</span>}
          {w.annotate.reason[task.reason] && <span>{w.annotate.reason[task.reason]}</span>}
        </div>
        <ItemView schema={schema} data={task.data} media={task.media} layers={layers} activate={activate} />
      </div>
    </article>
  )
}
