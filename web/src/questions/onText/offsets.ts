// Where a place in a text is: answers count Unicode code points, the browser counts UTF-16 units. Pure.

export interface Offsets {
  /** Code points in the text. */
  readonly length: number
  toUnits(points: number): number
  toPoints(units: number): number
}

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff

/** How the places of a text are counted. Only characters beyond 16 bits make a difference; their places are looked up by halving. */
export function offsetsOf(text: string): Offsets {
  const pairs: number[] = [] // units at which a pair begins
  for (let i = 0; i + 1 < text.length; i++) {
    if (!isHigh(text.charCodeAt(i)) || !isLow(text.charCodeAt(i + 1))) continue
    pairs.push(i)
    i++
  }
  const length = text.length - pairs.length
  /** How many pairs lie before the place that `before` tells. */
  const count = (before: (pair: number, index: number) => boolean) => {
    let [low, high] = [0, pairs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(pairs[middle] ?? 0, middle)) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    length,
    toUnits(points) {
      const at = Math.max(0, Math.min(length, points))
      return at + count((pair, index) => pair - index < at)
    },
    toPoints(units) {
      const at = Math.max(0, Math.min(text.length, units))
      const passed = count(pair => pair + 1 < at)
      const isWithin = pairs[passed] === at - 1 // counts as before the pair
      return at - passed - (isWithin ? 1 : 0)
    },
  }
}
