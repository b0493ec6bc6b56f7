import { lazy, Suspense } from 'react'

const Renderer = lazy(() => import('./MarkdownRenderer'))

/** Markdown as safe elements: no HTML passes through, links open apart, pictures are only named. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={className ? `md ${className}` : 'md'}>
      <Suspense fallback={<p className="raw">{text}</p>}>
        <Renderer text={text} />
      </Suspense>
    </div>
  )
}
