import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { connection, watchBrowser } from '../api/connection'
import { outbox, useOutbox } from '../api/outbox'
import { sessionQuery } from '../api/queries'
import { getSession } from '../api/people'
import { w } from '../i18n'
import { useActions } from '../ui/actions'
import { KeySheet } from '../ui/KeySheet'
import { Palette } from './Palette'

const ASK_AGAIN = 10_000

/** What every page has: the outbox at work, the connection watched, the key sheet and the palette. */
export function Root() {
  const queries = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  const [open, setOpen] = useState<'keys' | 'palette' | null>(null)
  const personId = session?.person?.id ?? null
  useEffect(() => outbox.signedIn(personId), [personId])
  const { signedOut } = useOutbox()
  useEffect(() => {
    // The outbox met the end of the session first: the rest of the app learns it too.
    if (signedOut) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }, [signedOut, queries])
  useEffect(() => {
    const ask = () => {
      getSession().then(
        () => void outbox.hurry(),
        () => {
          // Still away; asked again soon.
        },
      )
    }
    const stop = watchBrowser(ask)
    const timer = setInterval(() => {
      if (connection.get().offlineSince !== null) ask()
    }, ASK_AGAIN)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [])
  useActions([
    { id: 'keys', label: w.keys.all, key: '?', group: w.keys.everywhere, perform: () => setOpen('keys') },
    ...(session?.person
      ? [
          {
            id: 'palette',
            label: w.nav.goOrDo,
            key: 'ctrl+k',
            group: w.keys.everywhere,
            inText: true,
            perform: () => setOpen('palette'),
          },
        ]
      : []),
  ])
  const close = () => setOpen(null)
  return (
    <>
      <Outlet />
      {open === 'keys' && <KeySheet close={close} />}
      {open === 'palette' && <Palette close={close} />}
    </>
  )
}
