import type { Mask, MasksQuestion } from '../../api/types'
import { w } from '../../i18n'
import { imageKind } from '../image/imageKind'
import { MaskShape } from './MaskShape'
import { fittedMask, maskArea, maskBounds, maskHolds, maskWhere } from './shape'

export const masks = imageKind<MasksQuestion, Mask>({
  kind: 'masks',
  words: w.image.masks,
  shaping: {
    tools: ['select', 'draw', 'erase'],
    bounds: maskBounds,
    holds: maskHolds,
    handles: () => [],
    pull: mask => mask,
    shift: mask => mask,
    cut: mask => mask,
    measure: mask => w.image.pixels(maskArea(mask)),
    where: maskWhere,
    fitted: fittedMask,
    Shape: MaskShape,
  },
})
