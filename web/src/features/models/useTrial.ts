import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { tryModel, type NewSetup } from '../../api/models'
import type { ModelTrial } from '../../api/types'

/** Typing has ended after so many ms. */
const PAUSE = 500

export interface TrialState {
  /** The last that went well; it stays while another is tried. */
  readonly result: ModelTrial | undefined
  readonly error: string | undefined
  readonly busy: boolean
  readonly again: () => void
}

/** Tries a model as it is written, whenever the writing pauses. */
export function useTrial(projectId: number, written: Omit<NewSetup, 'name'>): TrialState {
  const text = JSON.stringify(written)
  const [tried, setTried] = useState(text)
  const [round, setRound] = useState(0)
  useEffect(() => {
    const pause = setTimeout(() => setTried(text), PAUSE)
    return () => clearTimeout(pause)
  }, [text])
  const { data, error, isFetching } = useQuery({
    queryKey: ['trial', projectId, tried, round],
    queryFn: ({ signal }) => tryModel(projectId, { ...(JSON.parse(tried) as Omit<NewSetup, 'name'>), round }, signal),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  })
  return {
    result: data,
    error: error?.message,
    busy: isFetching || tried !== text,
    again: () => setRound(round + 1),
  }
}
