import type { Keypoints, KeypointsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { imageKind } from '../image/imageKind'
import { PointList } from './PointList'
import { SkeletonShape } from './SkeletonShape'
import {
  cutPoint,
  fittedSkeleton,
  pointPen,
  pullPoint,
  shiftSkeleton,
  skeletonBounds,
  skeletonHandles,
  skeletonHolds,
  skeletonWhere,
} from './shape'

export const keypoints = imageKind<KeypointsQuestion, Keypoints>({
  kind: 'keypoints',
  words: w.image.keypoints,
  Details: PointList,
  shaping: {
    pen: pointPen,
    tools: ['select', 'draw'],
    bounds: skeletonBounds,
    holds: skeletonHolds,
    handles: skeletonHandles,
    pull: pullPoint,
    shift: shiftSkeleton,
    cut: cutPoint,
    measure: region => w.image.points(Object.keys(region.points).length),
    where: skeletonWhere,
    fitted: fittedSkeleton,
    Shape: SkeletonShape,
  },
})
