/** Time a task was really on screen: a hidden page does not count. */
export function leadClock(now: () => number) {
  let sum = 0
  let since: number | null = null
  return {
    restart(visible: boolean) {
      sum = 0
      since = visible ? now() : null
    },
    visible(yes: boolean) {
      if (yes) since ??= now()
      else if (since !== null) {
        sum += now() - since
        since = null
      }
    },
    elapsed: () => Math.round(sum + (since === null ? 0 : now() - since)),
  }
}
