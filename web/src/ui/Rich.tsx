import { parts } from '../i18n/rich'

/** A sentence of the catalogue with its emphasis. */
export function Rich({ text }: { text: string }) {
  return parts(text).map((part, i) =>
    part.as === 'b' ? (
      <b key={i}>{part.text}</b>
    ) : part.as === 'aside' ? (
      <span key={i} className="n">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  )
}
