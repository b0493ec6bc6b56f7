import { w } from '../i18n'
import type { Action } from './actions'

/** A line or so, and a screenful with a little left over, so that the eye finds its place again. */
const LINE = 60
const OVERLAP = 60

/** Keys that read on in a pane which scrolls by itself, whatever has the keyboard: the browser gives them to the focused element only. */
export function scrollActions(pane: string, keys: { arrows: boolean }): Action[] {
  const by = (amount: (height: number) => number) => () => {
    const element = document.querySelector(pane)
    element?.scrollBy({ top: amount(element.clientHeight) })
  }
  const action = (key: string, label: string, amount: (height: number) => number): Action => ({
    id: `scroll-${key}`,
    label,
    key,
    group: w.annotate.group.look,
    keyOnly: true,
    perform: by(amount),
  })
  const page = (height: number) => Math.max(LINE, height - OVERLAP)
  return [
    action('space', w.keys.readOn, page),
    action('shift+space', w.keys.readBack, height => -page(height)),
    action('pagedown', w.keys.readOn, page),
    action('pageup', w.keys.readBack, height => -page(height)),
    ...(keys.arrows ? [action('arrowdown', w.keys.lineDown, () => LINE), action('arrowup', w.keys.lineUp, () => -LINE)] : []),
  ]
}
