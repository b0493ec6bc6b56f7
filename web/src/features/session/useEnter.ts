import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { sessionQuery } from '../../api/queries'
import type { Session } from '../../api/types'

/** Becoming someone: nothing that was seen before counts, and the router asks again who may go where. */
export function useEnter<Input>(become: (input: Input) => Promise<{ session: Session; to: string }>) {
  const queries = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: become,
    onSuccess: async ({ session, to }) => {
      queries.clear()
      queries.setQueryData(sessionQuery.queryKey, session)
      await router.invalidate()
      router.history.push(to)
    },
  })
}
