import { useImperativeHandle, useRef, type Ref } from 'react'
import { chosen, type Dropped } from './dropped'

/** Asks for a folder, when told to by `open`. The attribute that makes it one is in no standard, but in every browser. */
export function FolderInput({ ref, take }: { ref: Ref<{ open(): void }>; take(files: Dropped | null): void }) {
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => ({ open: () => input.current?.click() }))
  return (
    <input
      ref={element => {
        element?.setAttribute('webkitdirectory', '')
        input.current = element
      }}
      type="file"
      hidden
      data-testid="folder"
      onChange={event => take(chosen(event.target.files))}
    />
  )
}
