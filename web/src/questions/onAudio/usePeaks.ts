import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { waveformQuery } from '../../api/queries'
import type { FieldMedium } from '../../api/types'
import { finenessFor, peaksOf, type Peaks } from './wave'

/** The waveform of a recording, as fine as it is looked at: undefined until it is here, null where there is none. */
export function usePeaks(medium: FieldMedium | undefined, perSecond: number): Peaks | null | undefined {
  const url = medium?.peaks ?? null
  const { data, isError } = useQuery({
    ...waveformQuery(url ?? '', finenessFor(perSecond)),
    enabled: url !== null,
    placeholderData: keepPreviousData,
  })
  const peaks = useMemo(() => data && peaksOf(data), [data])
  return peaks ?? (url === null || isError ? null : undefined)
}
