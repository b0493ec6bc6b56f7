// Before the first paint, so that a dark room never sees a white flash. The rest lives in src/ui/theme.ts.
;(function () {
  const kept = (() => {
    try {
      return localStorage.getItem('assay.theme')
    } catch {
      return null
    }
  })()
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
