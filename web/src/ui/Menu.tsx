import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

/** A button with a menu under it. Arrow keys move, Esc closes and returns to the button. */
export function Menu({
  label,
  name,
  children,
  end = false,
  className = 'btn quiet',
}: {
  label: ReactNode
  name?: string
  children: ReactNode
  end?: boolean
  className?: string
}) {
  const [open, setOpen] = useState(false)
  const wrap = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const items = () => [...(wrap.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

  useEffect(() => {
    if (!open) return
    wrap.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const away = (event: Event) => {
      if (event.target instanceof Node && !wrap.current?.contains(event.target)) setOpen(false)
    }
    addEventListener('pointerdown', away)
    return () => removeEventListener('pointerdown', away)
  }, [open])

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus()
    else if (event.key === 'Escape') {
      setOpen(false)
      button.current?.focus()
    } else if (event.key === 'Tab') {
      setOpen(false)
      return
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="menuwrap" ref={wrap} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div id={id} role="menu" className={end ? 'menu end' : 'menu'} onClick={() => setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  )
}
