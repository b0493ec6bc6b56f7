import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Refusal } from '../api/client'
import { Bare } from '../features/session/Bare'
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
  const gone = error instanceof Refusal && error.status === 404
  return (
    <Bare title={gone ? w.errors.notFoundTitle : w.errors.title} lead={words(error)}>
      <p className="line">
        {!gone && (
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
        )}
        <Link className={gone ? 'btn' : 'btn quiet'} to="/">
          {w.errors.home}
        </Link>
      </p>
    </Bare>
  )
}

export function NotFoundPage() {
  return (
    <Bare title={w.errors.notFoundTitle} lead={w.errors.notFound}>
      <p className="line">
        <Link className="btn" to="/">
          {w.errors.home}
        </Link>
      </p>
    </Bare>
  )
}
