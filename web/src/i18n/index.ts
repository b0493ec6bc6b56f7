// The words in use. A translation is one more file with the same keys (`Catalogue`) and one line here.
import { en } from './en'
import { formats } from './format'

export type Catalogue = typeof en

const catalogues: Record<string, Catalogue> = { en }

function choose(languages: readonly string[]): Catalogue {
  for (const language of languages) {
    const found = catalogues[language] ?? catalogues[language.split('-')[0] ?? '']
    if (found) return found
  }
  return en
}

export const w: Catalogue = choose(typeof navigator === 'undefined' ? [] : (navigator.languages ?? []))
export const f = formats(w.locale)
