// Words with emphasis. Private-use characters mark it, so that data put into a sentence can never be taken for markup.

export const b = (text: string | number) => `\uE000${text}\uE001`
/** An interval or a count beside a value: smaller and lighter. */
export const aside = (text: string | number) => `\uE002${text}\uE003`

export interface Part {
  readonly as: 'plain' | 'b' | 'aside'
  readonly text: string
}

export function parts(rich: string): Part[] {
  const found: Part[] = []
  let at = 0
  for (const match of rich.matchAll(/\uE000([^\uE001]*)\uE001|\uE002([^\uE003]*)\uE003/g)) {
    if (match.index > at) found.push({ as: 'plain', text: rich.slice(at, match.index) })
    found.push(match[1] !== undefined ? { as: 'b', text: match[1] } : { as: 'aside', text: match[2] ?? '' })
    at = match.index + match[0].length
  }
  if (at < rich.length) found.push({ as: 'plain', text: rich.slice(at) })
  return found
}

export const plain = (rich: string) => rich.replace(/[\uE000-\uE003]/g, '')
