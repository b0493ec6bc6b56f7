import type { Polygon, PolygonsQuestion } from '../../api/types'
import { w } from '../../i18n'
import { imageKind } from '../image/imageKind'
import { OutlineSketchShape, PolygonShape } from './PolygonShape'
import { outlinePen } from './pen'
import {
  corners,
  cutPolygon,
  fittedPolygon,
  polygonBounds,
  polygonHandles,
  polygonHolds,
  polygonWhere,
  pullPolygon,
  shiftPolygon,
} from './shape'

export const polygons = imageKind<PolygonsQuestion, Polygon>({
  kind: 'polygons',
  words: w.image.polygons,
  shaping: {
    pen: outlinePen,
    tools: ['select', 'draw', 'part', 'hole'],
    bounds: polygonBounds,
    holds: polygonHolds,
    handles: polygonHandles,
    pull: pullPolygon,
    shift: shiftPolygon,
    cut: cutPolygon,
    measure: polygon => w.image.corners(corners(polygon)),
    where: polygonWhere,
    fitted: fittedPolygon,
    Shape: PolygonShape,
    Sketch: OutlineSketchShape,
  },
})
