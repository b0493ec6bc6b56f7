import type { ImageQuestion, ImageRegion, Keypoints, KeypointsQuestion } from '../../api/types'
import { w } from '../../i18n'
import type { Draft } from '../contract'
import { look, put, viewOf } from '../image/regions'
import { cutPoint, nextPoint, toggleSeen } from './shape'

/** The points of the selected skeleton: which comes next, which are hidden, which are not there. */
export function PointList({
  question,
  region,
  index,
  draft,
  change,
}: {
  question: ImageQuestion
  region: ImageRegion
  index: number
  draft: Draft
  change(draft: Draft): void
}) {
  const skeleton = region as Keypoints
  const words = w.image.keypoints
  const { points } = question as KeypointsQuestion
  const grip = viewOf(draft).grip ?? null
  const next = nextPoint(question as KeypointsQuestion, skeleton, grip)
  return (
    <ul className="points" aria-label={words.list}>
      {points.map(({ name, title }) => {
        const point = skeleton.points[name]
        const state = point ? (point[2] === 2 ? words.seen : words.unseen) : name === next ? words.now : words.absent
        return (
          <li key={name} className={name === next ? 'next' : undefined}>
            <button
              type="button"
              className="clip"
              aria-pressed={grip === name}
              onClick={() => change(look(draft, { grip: name, tool: 'draw' }))}
            >
              {title ?? name}
            </button>
            <button
              type="button"
              disabled={!point}
              aria-label={words.toggle(title ?? name, state)}
              onClick={() => change(put(draft, index, toggleSeen(skeleton, name)))}
            >
              {state}
            </button>
            <button
              type="button"
              disabled={!point || Object.keys(skeleton.points).length === 1}
              aria-label={words.takeAway(title ?? name)}
              onClick={() => {
                const left = cutPoint(skeleton, name)
                if (left) change(put(draft, index, left))
              }}
            >
              ×
            </button>
          </li>
        )
      })}
    </ul>
  )
}
