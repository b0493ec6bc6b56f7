import type { PathFile } from '../../api/ingest'

const MOST_FILES = 50
const MOST_BYTES = 64_000_000

/** Files in their order, in groups that are each sent at once: at most 50 files, and no more than 64 MB unless one file is larger. */
export function groups(files: readonly PathFile[]): PathFile[][] {
  const all: PathFile[][] = []
  let bytes = 0
  for (const each of files) {
    const last = all.at(-1)
    if (last && last.length < MOST_FILES && bytes + each.file.size <= MOST_BYTES) {
      last.push(each)
      bytes += each.file.size
    } else {
      all.push([each])
      bytes = each.file.size
    }
  }
  return all
}
