// Before the first paint, so that a dark room never sees a white flash. The rest lives in src/ui/theme.ts.
;(function () {
  var kept = null
  try {
    kept = localStorage.getItem('assay.theme')
  } catch (e) {
    kept = null
  }
  var dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
