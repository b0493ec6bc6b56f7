// Names of key presses. A name is what is bound and, worded, what is written on the keycap.

interface Press {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * "7", "z", "shift+2", "ctrl+enter", "arrowleft", "?" … Digits are taken by place, so that they work unshifted on keyboards
 * that put symbols there; letters by what they write, and by place where they write no Latin letter.
 */
export function pressed(event: Press): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]
  let key = event.key
  const printable = [...key].length === 1
  if (digit !== undefined && !/^[\p{P}\p{S}]$/u.test(event.shiftKey ? key : '')) key = digit
  else if (letter !== undefined && printable && (key.codePointAt(0) ?? 0) > 0x24f) key = letter
  key = key === ' ' ? 'space' : key.toLowerCase()
  const symbol = /^[\p{P}\p{S}]$/u.test(key)
  const prefix =
    (event.ctrlKey || event.metaKey ? 'ctrl+' : '') + (event.altKey ? 'alt+' : '') + (event.shiftKey && !symbol ? 'shift+' : '')
  return prefix + key
}

const CAPS: Record<string, string> = {
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  enter: '↵',
  escape: 'Esc',
  space: 'Space',
  backspace: '⌫',
  delete: 'Del',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  tab: 'Tab',
  pagedown: 'PgDn',
  pageup: 'PgUp',
}

/** "ctrl+enter" -> "Ctrl ↵", "z" -> "Z". */
export const cap = (name: string) =>
  name === '+'
    ? '+'
    : name
        .split('+')
        .map(part => CAPS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
        .join(' ')

/** What a screen reader's aria-keyshortcuts wants: "Control+Enter". */
export const ariaKeys = (name: string) =>
  name
    .split('+')
    .map(part =>
      part === 'ctrl'
        ? 'Control'
        : part === 'arrowleft'
          ? 'ArrowLeft'
          : part === 'arrowright'
            ? 'ArrowRight'
            : part.length === 1
              ? part.toUpperCase()
              : part[0]?.toUpperCase() + part.slice(1),
    )
    .join('+')
