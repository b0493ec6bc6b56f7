// A conversation as the data has it: a list of {role, content}. Pure.

export interface Turn {
  readonly role: string
  readonly content: string
  /** Whether it is the one who asks, or the one who answers. */
  readonly side: 'asks' | 'answers'
}

const ASKING = new Set(['user', 'human', 'prompter', 'customer', 'question'])

/** The turns; null when it is no conversation. */
export function turnsOf(value: unknown): Turn[] | null {
  if (!Array.isArray(value)) return null
  const turns: Turn[] = []
  for (const turn of value as unknown[]) {
    const { role, content } = (turn ?? {}) as { role?: unknown; content?: unknown }
    if (typeof role !== 'string' || typeof content !== 'string') return null
    turns.push({ role, content, side: ASKING.has(role.trim().toLowerCase()) ? 'asks' : 'answers' })
  }
  return turns
}
