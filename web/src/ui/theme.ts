// Light, dark, or as the system has it. public/theme.js sets the first paint by the same key.
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'assay.theme'
const dark = () => matchMedia('(prefers-color-scheme: dark)')

export const keptTheme = (): Theme => {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

function apply(theme: Theme) {
  document.documentElement.dataset.theme = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
}

export function setTheme(theme: Theme) {
  if (theme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
  apply(theme)
}

export const nextTheme = (theme: Theme): Theme => (theme === 'system' ? 'light' : theme === 'light' ? 'dark' : 'system')

export function followSystemTheme() {
  dark().addEventListener('change', () => apply(keptTheme()))
}
