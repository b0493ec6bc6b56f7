import { w } from '../../i18n'

const { gazetteer: words } = w.models.editor

/** Phrases by the file's name, one a line. */
export type Gazetteers = Readonly<Record<string, string>>

/** Characters that a model keeps at most, of all its files. */
export const MOST = 2_000_000

/** Those that a model has and these files, each in the place of one of the same name. Throws what to tell where they cannot be. */
export async function withFiles(before: Gazetteers, files: readonly File[]): Promise<Gazetteers> {
  const after: Record<string, string> = { ...before }
  for (const file of files) {
    if (file.size > 4 * MOST) throw new Error(words.tooLong(MOST))
    after[file.name] = decode(file.name, await file.arrayBuffer())
  }
  if (Object.values(after).reduce((sum, text) => sum + text.length, 0) > MOST) throw new Error(words.tooLong(MOST))
  return after
}

/** How many lines hold something. */
export const phrases = (text: string) => text.split('\n').filter(line => line.trim() !== '').length

function decode(name: string, bytes: ArrayBuffer) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(words.notText(name))
  }
}
