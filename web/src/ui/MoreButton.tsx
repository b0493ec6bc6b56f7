import { w } from '../i18n'

/** What an infinite query says of its next page. */
interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

/** Fetches the next page of a list; nothing after the last. */
export function MoreButton({ pages, small = false }: { pages: Pages; small?: boolean }) {
  if (!pages.hasNextPage) return null
  return (
    <button
      type="button"
      className={small ? 'btn small' : 'btn'}
      onClick={() => void pages.fetchNextPage()}
      disabled={pages.isFetchingNextPage}
    >
      {w.common.more}
    </button>
  )
}
