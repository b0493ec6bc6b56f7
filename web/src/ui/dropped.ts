// What was dropped or chosen: one data file or archive, or many files with their paths.
import type { PathFile } from '../api/ingest'

export interface Dropped {
  /** What it is called. */
  name: string
  files: readonly PathFile[]
}

/** One file by itself, unless it is a picture or a recording: those are sent as files, however few. */
export const single = ({ files }: Dropped): File | null => {
  const [only] = files
  return files.length === 1 && only && !isMedium(only.file) ? only.file : null
}

export const size = ({ files }: Dropped) => files.reduce((sum, { file }) => sum + file.size, 0)

/** Chosen in a dialog; within a folder each knows its path. */
export function chosen(list: FileList | null): Dropped | null {
  const files = [...(list ?? [])].map(file => ({ file, path: file.webkitRelativePath || file.name }))
  return named(files)
}

/** Dropped: folders are walked through. To be called in the event itself, which forgets its items afterwards. */
export async function dropped(data: DataTransfer): Promise<Dropped | null> {
  const entries = [...data.items].map(item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  if (entries.length === 0) return chosen(data.files)
  const found = await Promise.all(entries.map(walk))
  return named(found.flat())
}

function named(files: PathFile[]): Dropped | null {
  const [first] = files
  if (!first) return null
  const folder = first.path.split('/')[0]
  const inOne = first.path.includes('/') && files.every(({ path }) => path.startsWith(`${folder}/`))
  if (inOne && folder)
    return { name: folder, files: files.map(({ file, path }) => ({ file, path: path.slice(folder.length + 1) })) }
  return { name: first.file.name, files }
}

const isMedium = (file: File) => file.type.startsWith('image/') || file.type.startsWith('audio/')

async function walk(entry: FileSystemEntry): Promise<PathFile[]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    return [{ file, path }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: FileSystemEntry[] = []
  // A reader gives some at a time, and nothing at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    inside.push(...some)
  }
  inside.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  return (await Promise.all(inside.map(walk))).flat()
}
