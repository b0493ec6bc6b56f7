import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Refusal } from '../api/client'
import { w } from '../i18n'

const words = (error: unknown) => {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
  if (error.status === 0) return w.errors.unreachable
  if (error.status === 404) return w.errors.notFound
  if (error.status === 403) return w.errors.forbidden
  return w.errors.other(error.message)
}

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <main className="page">
      <h1 className="lead">{w.errors.title}</h1>
      <p className="mid">{words(error)}</p>
      <p className="line spaced">
        <button
          type="button"
          className="btn"
          onClick={() => {
            reset()
            void router.invalidate()
          }}
        >
          {w.common.tryAgain}
        </button>
        <Link className="btn quiet" to="/">
          {w.errors.home}
        </Link>
      </p>
    </main>
  )
}

export function NotFoundPage() {
  return (
    <main className="page">
      <h1 className="lead">{w.errors.notFound}</h1>
      <p className="line spaced">
        <Link className="btn" to="/">
          {w.errors.home}
        </Link>
      </p>
    </main>
  )
}
