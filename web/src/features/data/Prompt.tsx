import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { getPrompt } from '../../api/models'
import { w } from '../../i18n'

const { prompt: words } = w.data.story

/** What a language model was asked when it made a draft, for those who want to see it. */
export function Prompt({ projectId, taskId, predictionId }: { projectId: number; taskId: number; predictionId: number }) {
  const [open, setOpen] = useState(false)
  const { data: prompt, error } = useQuery({
    queryKey: ['project', projectId, 'prompt', taskId, predictionId],
    queryFn: () => getPrompt(projectId, taskId, predictionId),
    enabled: open,
    staleTime: Infinity,
  })
  return (
    <details className="prompt" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className="sm dim">{words.title}</summary>
      {error && (
        <p className="error" role="alert">
          {error.message}
        </p>
      )}
      {prompt && (
        <>
          <dl className="others sm">
            <Fact name={words.model} value={w.suggestion.model(prompt.model, prompt.version)} />
            <Fact name={words.key} value={prompt.key} mono />
            <Fact name={words.sharedHash} value={prompt.sharedHash} mono />
            <Fact
              name={words.drawn}
              value={[
                words.maxTokens(prompt.maxTokens),
                prompt.temperature === null ? '' : words.temperature(prompt.temperature),
                prompt.samples > 1 ? words.samples(prompt.samples) : '',
              ]
                .filter(Boolean)
                .join(', ')}
            />
          </dl>
          {!prompt.isAsSent && <p className="sm heed">{words.changed}</p>}
          <Text title={words.system} text={prompt.system} />
          <Text title={words.message} text={prompt.message} />
          <Text title={words.schema} text={prompt.schema} />
          {prompt.reply !== null && <Text title={words.reply} text={prompt.reply} />}
        </>
      )}
    </details>
  )
}

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <div>
      <dt className="dim">{name}</dt>
      <dd className={mono ? 'mono hash' : undefined}>{value}</dd>
    </div>
  )
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title}>
      <h3 className="lbl">{title}</h3>
      <pre className="mono sm prompttext" tabIndex={0}>
        {text}
      </pre>
    </section>
  )
}
