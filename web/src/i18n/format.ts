// Numbers, shares, times and ranges as docs of the design say: thousands with a comma, percent with a thin space that does not break,
// agreement with two decimals, seconds with one. Everything through Intl, for the locale of the catalogue.

const THIN = '\u202f'
const MINUS = '\u2212'
const DAY = 86_400_000

export function formats(locale: string) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const decimals = (digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const two = decimals(2)
  const upToOne = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const oneDigit = decimals(1)
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const dayMonthYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const dayLong = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
  const dayLongYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const full = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
  const plurals = new Intl.PluralRules(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })

  const num = (n: number) => whole.format(n)
  const coefficient = (n: number) => two.format(n).replace('-', MINUS)
  const percentNumber = (share: number) => {
    const value = share * 100
    // One decimal at most, and a small share never reads as nothing at all.
    return value !== 0 && Math.abs(value) < 10 ? upToOne.format(value) : whole.format(value)
  }
  const isThisYear = (at: Date, now: number) => new Date(now).getFullYear() === at.getFullYear()
  const date = (iso: string, now = Date.now()) => {
    const at = new Date(iso)
    return (isThisYear(at, now) ? dayMonth : dayMonthYear).format(at)
  }

  return {
    num,
    /** 71 % with a thin space. */
    percent: (share: number) => `${percentNumber(share)}${THIN}%`,
    percentRange: (low: number, high: number) => `${percentNumber(low)}–${percentNumber(high)}${THIN}%`,
    /** A coefficient: two decimals. */
    score: coefficient,
    scoreRange: (low: number, high: number) => `${coefficient(low)}–${coefficient(high)}`,
    seconds: (s: number) =>
      s < 60 ? `${oneDigit.format(s)} s` : `${whole.format(Math.floor(s / 60))} min ${whole.format(Math.round(s % 60))} s`,
    secondsRange: (low: number, high: number) => `${oneDigit.format(low)}–${oneDigit.format(high)}`,
    /** Ticks of a chart; below 1,000 never "k". */
    tick: (n: number) => (Math.abs(n) < 1000 ? upToOne.format(n) : compact.format(n).toLowerCase()),
    bytes(n: number) {
      const units = ['B', 'kB', 'MB', 'GB', 'TB']
      let unit = 0
      let value = n
      while (value >= 1000 && unit < units.length - 1) {
        value /= 1000
        unit++
      }
      return `${unit > 0 && value < 10 ? oneDigit.format(value) : whole.format(value)} ${units[unit]}`
    },
    date,
    dateLong(iso: string, now = Date.now()) {
      const at = new Date(iso)
      return (isThisYear(at, now) ? dayLong : dayLongYear).format(at)
    },
    dateRange: (from: string, to: string) => dayMonth.formatRange(new Date(from), new Date(to)),
    time: (iso: string | number) => clock.format(new Date(iso)),
    dateTime: (iso: string) => full.format(new Date(iso)),
    /** "4 s", "12 min", "3 h", "6 days": an age in its largest sensible unit, as a value and a unit to be worded. */
    age(ms: number): { value: number; unit: 'second' | 'minute' | 'hour' | 'day' } {
      const past = Math.max(0, ms)
      if (past < 60_000) return { value: Math.floor(past / 1000), unit: 'second' }
      if (past < 3_600_000) return { value: Math.floor(past / 60_000), unit: 'minute' }
      if (past < DAY) return { value: Math.floor(past / 3_600_000), unit: 'hour' }
      return { value: Math.floor(past / DAY), unit: 'day' }
    },
    plural: (n: number, forms: { one: string; other: string } & Partial<Record<Intl.LDMLPluralRule, string>>) =>
      forms[plurals.select(n)] ?? forms.other,
    list: (parts: readonly string[]) => lists.format(parts),
  }
}
