import type { LabelSaving } from '../../api/types'
import { f, w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { verdict } from './figures'

const { metrics: words } = w

/** What it saved that labels were chosen; before that can be told, what it takes. */
export function Saving({ saving }: { saving: LabelSaving | null }) {
  return (
    <section className="sec">
      <h2>
        {words.saving} <small>{words.savingSmall}</small>
      </h2>
      {saving === null ? (
        <p className="sm dim">{words.savedSoon}</p>
      ) : (
        <>
          <p>
            <Rich text={said(saving)} />
          </p>
          {saving.accuracy && <p className="sm dim under">{asides(saving).join(' ')}</p>}
        </>
      )}
    </section>
  )
}

function said(saving: LabelSaving): string {
  if (saving.missing === 'too_few_random' || saving.accuracy === null || saving.randomLow === null)
    return words.savedFew(saving.moreRandom ?? 1)
  const accuracy = f.percent(saving.accuracy.value)
  const low = Math.round(saving.randomLow)
  if (saving.random === null) return words.savedBeyond(saving.labels, accuracy, low)
  const [random, high] = [Math.round(saving.random), saving.randomHigh === null ? null : Math.round(saving.randomHigh)]
  const ends = {
    more: words.savedMore(random - saving.labels),
    less: words.savedLess,
    either: words.savedEither,
    unclear: words.savedUnclear,
  }
  return words.saved(saving.labels, accuracy, random, low, high) + ends[verdict(saving)]
}

function asides(saving: LabelSaving): string[] {
  const measured = saving.curve.at(-1)?.labels ?? 0
  return [
    ...(saving.lead && saving.leadAt !== null
      ? [
          words.leads(
            saving.leadAt,
            words.points(saving.lead.value),
            words.points(saving.lead.low),
            words.points(saving.lead.high),
          ),
        ]
      : []),
    ...(saving.isExtrapolated ? [words.extrapolated(measured)] : []),
    words.measuring(saving.evaluated),
  ]
}
