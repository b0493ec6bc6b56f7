import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource-variable/literata/wght.css'
import '@fontsource/ibm-plex-mono/latin-400.css'
import '@fontsource/ibm-plex-mono/latin-500.css'
import './ui/tokens.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { listenForActions } from './ui/actions'
import { followSystemTheme } from './ui/theme'

followSystemTheme()
listenForActions()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
