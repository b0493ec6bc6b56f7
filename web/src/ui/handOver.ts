// A file dropped on one page and read on the next.
let kept: File | null = null

export const handOver = (file: File) => {
  kept = file
}

export function takeOver(): File | null {
  const file = kept
  kept = null
  return file
}
