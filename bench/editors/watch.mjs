// What the browser itself says about its frames and about how long a person waits for what they did.

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

/** The lengths of the frames while something is done, in milliseconds. */
export async function watchFrames(page, act) {
  await settled(page)
  await page.evaluate(() => {
    window.frameTimes = []
    const next = time => {
      window.frameTimes.push(time)
      window.nextFrame = requestAnimationFrame(next)
    }
    window.nextFrame = requestAnimationFrame(next)
  })
  await act()
  return page.evaluate(() => {
    cancelAnimationFrame(window.nextFrame)
    return window.frameTimes.slice(1).map((time, i) => time - window.frameTimes[i])
  })
}

/** From an event to the next paint, each time something is done, in milliseconds (the browser tells multiples of 8). */
export async function watchPaints(page, event, times, act) {
  const found = []
  for (let i = 0; i < times; i++) {
    await settled(page)
    await page.evaluate(name => {
      window.longest = new Promise(tell => {
        const observer = new PerformanceObserver(list => {
          const [entry] = list.getEntriesByName(name)
          if (!entry) return
          observer.disconnect()
          tell(entry.duration)
        })
        observer.observe({ type: 'event', durationThreshold: 16 })
        setTimeout(() => tell(16), 5000)
      })
    }, event)
    await act(i)
    found.push(await page.evaluate(() => window.longest))
  }
  return found
}

const settled = page =>
  page.evaluate(
    () =>
      new Promise(tell => requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(tell)), { timeout: 2000 })),
  )
