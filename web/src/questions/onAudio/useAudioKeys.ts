// The keys of a recording. Those that listen work whichever question is at hand; those that mark need one that is answered on it.
import { w } from '../../i18n'
import type { Action } from '../../ui/actions'
import { begun, ended, look, nudged, pulled, remove, retimed, selectedIn, viewOf, type End } from '../segments/model'
import type { SegmentsLayer } from './bars'
import { listen, listening, speedStep } from './preferences'
import type { Player } from './player'
import type { useView } from './useView'

/** Steps of the play head and of borders, in seconds. */
export const STEP = { fine: 0.01, coarse: 0.1, head: 0.1, far: 1 } as const

export interface KeysOptions {
  duration: number
  player: Player
  viewport: ReturnType<typeof useView>
  active: SegmentsLayer | undefined
  isDragging: boolean
  /** Leaves off what is being dragged. */
  cancel(): void
}

export function audioActions({ duration, player, viewport, active, isDragging, cancel }: KeysOptions): Action[] {
  const group = w.audio.keys
  const act = (key: string, label: string, perform: () => void, more: Partial<Action> = {}): Action => ({
    id: `audio-${key}`,
    label,
    key,
    group,
    keyOnly: true,
    perform,
    ...more,
  })
  const headBy = (by: number) => () => {
    const to = Math.min(duration, Math.max(0, player.now() + by))
    player.seek(to)
    viewport.reveal(to)
  }
  const headTo = (to: number) => () => {
    player.seek(to)
    viewport.reveal(to)
  }
  const selected = active && selectedIn(active.draft)
  const actions = [
    act('space', w.audio.play, player.toggle),
    act('shift+space', w.audio.playSelected, () => (selected ? player.playOnce(selected) : player.toggle())),
    act('arrowleft', w.audio.back, headBy(-STEP.head)),
    act('arrowright', w.audio.forward, headBy(STEP.head)),
    act('shift+arrowleft', w.audio.farBack, headBy(-STEP.far)),
    act('shift+arrowright', w.audio.farForward, headBy(STEP.far)),
    act('home', w.audio.toStart, headTo(0)),
    act('end', w.audio.toEnd, headTo(duration)),
    act('l', w.audio.loop, () => listen({ loops: !listening().loops })),
    act('<', w.audio.slower, () => listen({ speed: speedStep(listening().speed, -1) })),
    act('>', w.audio.faster, () => listen({ speed: speedStep(listening().speed, 1) })),
    act('+', w.audio.zoomIn, () => viewport.zoomBy(1.25)),
    act('=', w.audio.zoomIn, () => viewport.zoomBy(1.25), { id: 'audio-plus' }),
    act('-', w.audio.zoomOut, () => viewport.zoomBy(1 / 1.25)),
    act('0', w.audio.fit, viewport.fitAll),
    act('.', w.audio.lookAt, () => (selected ? viewport.lookAt(selected) : viewport.fitAll())),
  ]
  if (!active?.change) return actions

  const { change, draft, question, keys } = active
  const { from } = viewOf(draft.view)
  const mine = [
    act('i', w.audio.begin, () => change(begun(draft, player.now()))),
    act('o', w.audio.end, () => change(ended(question, draft, player.now(), duration))),
  ]
  if (selected) {
    const nudge = (end: End, by: number) => () => change(nudged(question, draft, selected, end, by, duration))
    const here = (end: End) => () =>
      change(retimed(question, draft, selected, pulled(selected, end, player.now(), duration), duration))
    const takeAway = () => change(remove(draft, selected))
    for (const [prefix, by] of [
      ['alt', STEP.fine],
      ['ctrl', STEP.coarse],
    ] as const)
      mine.push(
        act(`${prefix}+arrowleft`, w.audio.endEarlier(by), nudge('end', -by), { notInText: true }),
        act(`${prefix}+arrowright`, w.audio.endLater(by), nudge('end', by), { notInText: true }),
        act(`${prefix}+shift+arrowleft`, w.audio.startEarlier(by), nudge('start', -by), { notInText: true }),
        act(`${prefix}+shift+arrowright`, w.audio.startLater(by), nudge('start', by), { notInText: true }),
      )
    mine.push(
      act('[', w.audio.startHere, here('start')),
      act(']', w.audio.endHere, here('end')),
      act('delete', w.audio.remove, takeAway),
      act('backspace', w.audio.remove, takeAway, { id: 'audio-remove' }),
    )
  }
  if (isDragging) mine.push(act('escape', w.audio.leave, cancel))
  else if (selected || from !== undefined)
    mine.push(act('escape', w.audio.leave, () => change(look(draft, { selected: undefined, from: undefined }))))
  // A key that the schema gave to a label is that label's.
  const taken = new Set(keys.map(binding => binding.key))
  return [...actions, ...mine].filter(one => !taken.has(one.key ?? ''))
}
