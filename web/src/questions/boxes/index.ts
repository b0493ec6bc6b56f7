import type { Box, BoxesQuestion } from '../../api/types'
import { w } from '../../i18n'
import { imageKind } from '../image/imageKind'
import { BoxShape, BoxSketchShape } from './BoxShape'
import { boxBounds, boxHandles, boxPen, boxWhere, fittedBox, holdsPoint, pullBox, shiftBox } from './shape'

export const boxes = imageKind<BoxesQuestion, Box>({
  kind: 'boxes',
  words: w.image.boxes,
  shaping: {
    pen: boxPen,
    tools: ['select', 'draw'],
    bounds: boxBounds,
    holds: holdsPoint,
    handles: (box, question) => boxHandles(box, question.kind === 'boxes' && question.rotated === true),
    pull: pullBox,
    shift: shiftBox,
    cut: box => box,
    measure: box => w.image.sides(box.width, box.height),
    where: boxWhere,
    fitted: fittedBox,
    Shape: BoxShape,
    Sketch: BoxSketchShape,
  },
})
