import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { tryModel, type TriedSetup } from '../../api/models'
import type { ModelTrial } from '../../api/types'

/** Typing has ended after so many ms. */
const PAUSE = 500

export interface TrialState {
  /** The last that went well; it stays while another is tried. */
  readonly result: ModelTrial | undefined
  readonly error: string | undefined
  readonly busy: boolean
  /** Whether it waits to be asked for: trying may cost something. */
  readonly waits: boolean
  readonly again: () => void
}

/** Tries a model as it is written, whenever the writing pauses; one that costs something, when it is asked for. */
export function useTrial(projectId: number, written: TriedSetup, live: boolean): TrialState {
  const text = JSON.stringify(written)
  const [tried, setTried] = useState(live ? text : null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!live) return
    const pause = setTimeout(() => setTried(text), PAUSE)
    return () => clearTimeout(pause)
  }, [text, live])
  const { data, error, isFetching } = useQuery({
    queryKey: ['trial', projectId, tried, round],
    queryFn: ({ signal }) => tryModel(projectId, { ...(JSON.parse(tried ?? text) as TriedSetup), round }, signal),
    placeholderData: keepPreviousData,
    enabled: tried !== null,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: 60_000,
  })
  return {
    result: data,
    error: error?.message,
    busy: isFetching || (live && tried !== text),
    waits: tried === null,
    again: () => {
      setTried(text)
      setRound(round + 1)
    },
  }
}
