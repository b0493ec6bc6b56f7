import type { ImageQuestion, Keypoints, KeypointsQuestion } from '../../api/types'
import { placed } from '../image/labels'
import { pointAt } from './shape'

export function SkeletonShape({ region, question }: { region: Keypoints; question: ImageQuestion }) {
  const { points, edges = [] } = question as KeypointsQuestion
  const d = edges
    .flatMap(([from, to]) => {
      const [a, b] = [pointAt(region, from), pointAt(region, to)]
      return a && b ? [`M${a.x} ${a.y}L${b.x} ${b.y}`] : []
    })
    .join('')
  return (
    <>
      {d && <path className="halo" d={d} />}
      {d && <path className="shape line" d={d} />}
      {points.map(({ name }) => {
        const point = region.points[name]
        return (
          point && (
            <g
              key={name}
              className={point[2] === 1 ? 'keypoint unseen' : 'keypoint'}
              style={placed({ x: point[0], y: point[1] })}
            >
              <circle />
            </g>
          )
        )
      })}
    </>
  )
}
