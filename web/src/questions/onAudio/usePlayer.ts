import { useEffect, useState, useSyncExternalStore } from 'react'
import { Player, type PlayerState } from './player'
import { useListening } from './preferences'
import type { Stretch } from './viewport'

/** The sound at an address; none where it is empty. It stops when it leaves the page. */
export function usePlayer(url: string, selected: Stretch | undefined): { player: Player; state: PlayerState } {
  const [player] = useState(() => new Player(url === '' ? null : soundAt(url)))
  const state = useSyncExternalStore(player.subscribe, player.snapshot)
  const { speed, loops } = useListening()
  useEffect(() => player.want({ speed, loops, selected }), [player, speed, loops, selected])
  useEffect(() => () => player.pause(), [player])
  return { player, state }
}

function soundAt(url: string) {
  const sound = new Audio()
  sound.preload = 'metadata'
  sound.src = url
  return sound
}
