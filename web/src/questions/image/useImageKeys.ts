// The keys of an image, and the same things as buttons of its rail.
import { useEffect, type RefObject } from 'react'
import { w } from '../../i18n'
import { useActions, type Action } from '../../ui/actions'
import { notify } from '../../ui/notices'
import type { Layer } from '../item/surface'
import type { Size } from './geometry'
import { imageKindOf } from './kinds'
import { brushStep, prefer, preferences } from './preferences'
import type { RailButton } from './Rail'
import {
  isLocked,
  look,
  neighbourIn,
  put,
  raise,
  regionsOf,
  remove,
  select,
  selectedIn,
  toggleAll,
  toggleHidden,
  toggleLocked,
  viewOf,
  type Tool,
} from './regions'
import type { usePointer } from './usePointer'
import type { useViewport } from './useViewport'

const TOOL_KEY: Record<Tool, string> = { select: 'v', draw: 'b', part: 'p', hole: 'o', erase: 'e' }

export interface KeysOptions {
  pane: RefObject<HTMLDivElement | null>
  size: Size | null
  viewport: ReturnType<typeof useViewport>
  active: Layer | undefined
  pointer: ReturnType<typeof usePointer>
  adjusting: boolean
  setAdjusting(open: boolean): void
}

export function useImageKeys({ pane, size, viewport, active, pointer, adjusting, setAdjusting }: KeysOptions): RailButton[] {
  const group = w.image.keys
  const act = (key: string, label: string, perform: () => void, more: Partial<Action> = {}): Action => ({
    id: `image-${key}`,
    label,
    key,
    group,
    keyOnly: true,
    perform,
    ...more,
  })
  const actions: Action[] = [
    act('+', w.image.zoomIn, () => viewport.zoomBy(z => z * 1.25)),
    act('=', w.image.zoomIn, () => viewport.zoomBy(z => z * 1.25), { id: 'image-plus' }),
    act('-', w.image.zoomOut, () => viewport.zoomBy(z => z / 1.25)),
    act('0', w.image.fit, viewport.fitAll),
    act('.', w.image.percent(100), () => viewport.zoomBy(() => 1)),
    act('i', w.image.adjust, () => setAdjusting(!adjusting)),
  ]
  const buttons: RailButton[] = []
  if (active?.change && size) {
    const { draft, change, question, keys } = active
    const taken = new Set(keys.map(binding => binding.key))
    const kind = imageKindOf(question)
    const { shaping } = kind
    const tool = viewOf(draft).tool ?? 'draw'
    const index = selectedIn(draft)
    const region = index === null ? undefined : regionsOf(draft)[index]
    const mine: Action[] = []
    for (const one of shaping.tools) {
      const words = one === 'draw' ? kind.words.draw : w.image.toolWords[one]
      const choose = () => {
        pointer.cancel()
        change(look(draft, { tool: one }))
      }
      mine.push(act(TOOL_KEY[one], words, choose))
      buttons.push({
        id: one,
        icon: one === 'draw' ? question.kind : one,
        words,
        key: TOOL_KEY[one],
        on: tool === one,
        disabled: (one === 'part' || one === 'hole') && !region,
        press: choose,
      })
    }
    const hideAll = () => change(toggleAll(draft))
    mine.push(act('h', w.image.hideAll, hideAll))
    buttons.push({
      id: 'hide',
      icon: 'hide',
      words: w.image.hideAll,
      key: 'h',
      on: (viewOf(draft).hidden?.length ?? 0) > 0,
      press: hideAll,
    })
    buttons.push({
      id: 'adjust',
      icon: 'adjust',
      words: w.image.adjust,
      key: 'i',
      on: adjusting,
      press: () => setAdjusting(!adjusting),
    })
    if (!shaping.pen)
      mine.push(
        act('[', w.image.smaller, () => prefer({ brush: brushStep(preferences().brush, -1) })),
        act(']', w.image.larger, () => prefer({ brush: brushStep(preferences().brush, 1) })),
      )
    mine.push(
      act('c', w.image.copy, () => {
        const all = region ? [region] : regionsOf(draft)
        prefer({ copied: { ...preferences().copied, [question.name]: all } })
        notify(w.image.copied(all.length))
      }),
      act('shift+v', w.image.paste, () => {
        const copied = preferences().copied[question.name] ?? []
        const fitting = copied.flatMap(one => shaping.fitted(one, size) ?? [])
        if (fitting.length === 0) return notify(w.image.nothingCopied)
        change(fitting.reduce((now, one) => put(now, null, one), draft))
      }),
    )
    if (region && index !== null) {
      const nudge = (dx: number, dy: number) => () => {
        if (!isLocked(draft, index)) change(put(draft, index, shaping.shift(region, { x: dx, y: dy }, size)))
      }
      const { grip } = viewOf(draft)
      const takeAway = () => {
        if (isLocked(draft, index)) return notify(w.image.isLocked)
        if (!grip) return change(remove(draft, index))
        const left = shaping.cut(region, grip)
        change(left === null || left === region ? remove(draft, index) : look(put(draft, index, left), { grip: null }))
      }
      for (const [by, words] of [
        [1, w.image.nudge],
        [10, w.image.nudgeFar],
      ] as const)
        for (const [name, dx, dy] of [
          ['arrowleft', -by, 0],
          ['arrowright', by, 0],
          ['arrowup', 0, -by],
          ['arrowdown', 0, by],
        ] as const)
          mine.push(act(by === 1 ? name : `shift+${name}`, words, nudge(dx, dy)))
      mine.push(
        act('delete', w.image.takeAway, takeAway),
        act('backspace', w.image.takeAway, takeAway, { id: 'image-remove' }),
        act('l', w.image.lockIt, () => change(toggleLocked(draft, index))),
        act('shift+h', w.image.hideIt, () => change(toggleHidden(draft, index))),
        act('t', w.image.toTop, () => change(raise(draft, index, 'top'))),
        act('shift+t', w.image.toBottom, () => change(raise(draft, index, 'bottom'))),
        act('shift+d', w.image.duplicate, () => {
          const step = Math.max(8, Math.round(Math.min(size.width, size.height) / 50))
          change(put(draft, null, shaping.shift(region, { x: step, y: step }, size)))
        }),
        act('escape', w.image.unselect, () => change(select(draft, null)), { inText: false }),
      )
    }
    if (pointer.isDrawing)
      mine.push(
        act('enter', w.image.finish, pointer.finish, { id: 'image-finish' }),
        act('backspace', w.image.back, pointer.back, { id: 'image-back' }),
        act('escape', w.image.cancel, pointer.cancel, { id: 'image-cancel' }),
      )
    // The latest of two with one key is the one that is meant.
    actions.push(...mine.filter(one => !taken.has(one.key ?? '') && one === mine.findLast(other => other.key === one.key)))
  }
  useActions(actions)

  // Tab goes from region to region, and on from the last.
  useEffect(() => {
    const element = pane.current
    if (!element || !active?.change) return
    const { change, draft } = active
    const onTab = (event: KeyboardEvent) => {
      if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.target !== element) return
      const next = neighbourIn(draft, event.shiftKey ? -1 : 1)
      if (next === null) return change(select(draft, null))
      event.preventDefault()
      change(select(draft, next))
    }
    element.addEventListener('keydown', onTab)
    return () => element.removeEventListener('keydown', onTab)
  }, [active, pane])
  return buttons
}
