import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { w } from '../../i18n'
import { phrases, withFiles, type Gazetteers } from './gazetteers'

const { gazetteer: words, inputs, inputHints } = w.models.editor

/** The files of phrases that rules name. They are kept with the rules. */
export function GazetteerFiles({ files, change }: { files: Gazetteers; change(files: Gazetteers | undefined): void }) {
  const chooser = useRef<HTMLInputElement>(null)
  const add = useMutation({ mutationFn: (chosen: readonly File[]) => withFiles(files, chosen), onSuccess: change })
  const remove = (name: string) => {
    add.reset()
    const rest = Object.fromEntries(Object.entries(files).filter(([other]) => other !== name))
    change(Object.keys(rest).length > 0 ? rest : undefined)
  }
  return (
    <fieldset className="plainset stack">
      <legend>{inputs.gazetteers}</legend>
      {Object.entries(files).map(([name, text]) => (
        <div key={name} className="line">
          <span className="mono">{name}</span> <span className="sm dim">{words.phrases(phrases(text))}</span>
          <button type="button" className="btn small quiet" aria-label={words.remove(name)} onClick={() => remove(name)}>
            ✕
          </button>
        </div>
      ))}
      <div className="line">
        <button type="button" className="btn small" onClick={() => chooser.current?.click()}>
          {words.add}
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept=".txt,text/plain"
          aria-label={words.add}
          onChange={event => {
            add.mutate([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      <p className={add.error ? 'error' : 'sm dim'} role={add.error ? 'alert' : undefined}>
        {add.error?.message ?? inputHints.gazetteers}
      </p>
    </fieldset>
  )
}
