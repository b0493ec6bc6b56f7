import type { Point } from '../image/geometry'
import type { Cut } from './rle'

/** Draws pixels in the colour of the canvas, where they are inside; the others become clear. */
export function fill(canvas: HTMLCanvasElement, { box, bytes }: Cut, at: Point) {
  const context = canvas.getContext('2d')
  if (!context) return
  const [r, g, b] = (getComputedStyle(canvas).color.match(/\d+/g) ?? ['0', '0', '0']).map(Number)
  const image = context.createImageData(box.width, box.height)
  const pixels = new Uint32Array(image.data.buffer)
  const color = new Uint32Array(new Uint8Array([r!, g!, b!, 255]).buffer)[0]!
  for (let i = 0; i < bytes.length; i++) if (bytes[i]) pixels[i] = color
  context.putImageData(image, at.x, at.y)
}
