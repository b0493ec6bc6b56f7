import { useId, type ReactNode } from 'react'

/** A labelled control with its hint and its error, wired for screen readers. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string
  hint?: ReactNode
  error?: string | undefined
  children(props: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }): ReactNode
}) {
  const id = useId()
  const described = error || hint ? `${id}-more` : undefined
  return (
    <div className="lbl">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {described && (
        <div id={described} className={error ? 'error' : 'sm dim'} role={error ? 'alert' : undefined}>
          {error ?? hint}
        </div>
      )}
    </div>
  )
}
