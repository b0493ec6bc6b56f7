import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Refusal } from '../api/client'
import { sessionQuery } from '../api/queries'
import { Notices } from '../ui/notices'
import { makeRouter } from './router'

// A session that has ended is noticed by whichever request meets it first; the page then asks to sign in again.
const onError = (error: unknown) => {
  if (error instanceof Refusal && error.status === 401) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      retry: (count, error) => count < 2 && error instanceof Refusal && (error.status === 0 || error.status >= 500),
    },
    mutations: { networkMode: 'always' },
  },
})

const router = makeRouter(queries)

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Notices />
    </QueryClientProvider>
  )
}
