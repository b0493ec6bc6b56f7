// What a weak model proposes, over the text: dashed lines without a wash, and names that ask.
import { w } from '../../i18n'
import { cssColor } from '../choice/ChoiceEditor'
import type { Mark } from './useMarks'

/** `at`: the place of the one at hand. */
export function Lines({ drafts, at }: { drafts: readonly Mark[]; at: number | null }) {
  return drafts.flatMap(mark =>
    mark.boxes.map(({ left, top, width, height }, i) => (
      <i
        key={`${mark.key} ${i}`}
        className={mark.place === at ? 'draftline here' : 'draftline'}
        style={{ ...cssColor(mark.color), left, top, width, height: height + Math.min(mark.depth, 4) * 4 }}
      />
    )),
  )
}

export function DraftTags({ drafts, at, point }: { drafts: readonly Mark[]; at: number | null; point(place: number): void }) {
  return drafts.map(
    mark =>
      mark.tag && (
        <button
          key={mark.key}
          type="button"
          tabIndex={-1}
          className={mark.place === at ? 'marktag draft on' : 'marktag draft'}
          style={{ ...cssColor(mark.color), left: mark.tag.left, top: mark.tag.top }}
          aria-pressed={mark.place === at}
          onClick={() => point(mark.place!)}
        >
          {w.suggestion.maybe(mark.title)}
        </button>
      ),
  )
}
