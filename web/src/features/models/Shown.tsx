import { useMutation, useQueryClient } from '@tanstack/react-query'
import { showModels } from '../../api/models'
import { modelsQuery } from '../../api/queries'
import type { WeakModel } from '../../api/types'
import { f, w } from '../../i18n'
import { notify } from '../../ui/notices'

const { models: words } = w

/** Whose drafts people see, in their order, and what became of them. */
export function Shown({ projectId, models }: { projectId: number; models: readonly WeakModel[] }) {
  const queries = useQueryClient()
  const show = useMutation({
    mutationFn: (ids: number[]) => showModels(projectId, ids),
    onSuccess: () => queries.invalidateQueries({ queryKey: modelsQuery(projectId).queryKey }),
    onError: error => notify(error.message),
  })
  const shown = models.filter(model => model.isShown).map(model => model.id)
  const name = (model: WeakModel) => w.suggestion.model(model.name, model.version)
  const columns = words.shownColumns
  return (
    <section className="sec modelsection">
      <h2>
        {words.shown} <small>{words.shownSmall}</small>
      </h2>
      {models.length === 0 ? (
        <p className="mid">{words.shownNone}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={words.shown}>
          <table className="co">
            <thead>
              <tr>
                <th>{columns.shown}</th>
                <th>{columns.model}</th>
                <th className="r">{columns.drafts}</th>
                <th className="r">{columns.answers}</th>
                <th className="r">{columns.unchanged}</th>
                <th>
                  <span className="sr">{columns.order}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {models.map(model => (
                <tr key={model.id}>
                  <td>
                    <input
                      type="checkbox"
                      checked={model.isShown}
                      aria-label={words.show(name(model))}
                      onChange={() => show.mutate(model.isShown ? shown.filter(id => id !== model.id) : [...shown, model.id])}
                    />
                  </td>
                  <th scope="row">
                    {model.name} <span className="mono dim">{model.version}</span>
                  </th>
                  <td className="r">{f.num(model.predictions)}</td>
                  <td className="r">{f.num(model.answers)}</td>
                  <td className="r">{model.answers > 0 ? f.percent(model.unchanged / model.answers) : '–'}</td>
                  <td>
                    {model.isShown && shown[0] !== model.id && (
                      <button
                        type="button"
                        className="btn small quiet"
                        aria-label={words.up(name(model))}
                        onClick={() => show.mutate([model.id, ...shown.filter(id => id !== model.id)])}
                      >
                        ↑
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
