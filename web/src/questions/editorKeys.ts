// Keys that the editor of a question needs itself: no label gets them. The server refuses those of one character
// (docs/formats/label-schema.md); a test holds the two lists together.
import type { Question } from '../api/types'

/** What accepts and rejects a weak model's draft, part by part. */
const parts = ['y', 'x']
const image = [...parts, '+', '=', '-', '0', '.', 'i', 'v', 'b', 'h', 'l', 't', 'c', 'shift+v', 'shift+h', 'shift+t', 'shift+d']

export const EDITOR_KEYS: Readonly<Partial<Record<Question['kind'], readonly string[]>>> = {
  boxes: image,
  keypoints: image,
  polygons: [...image, 'p', 'o'],
  masks: [...image, 'e', '[', ']'],
  spans: [...parts, '0', '+'],
  relations: [...parts, '0', 'r'],
  segments: [...parts, '+', '=', '-', '0', '.', 'i', 'o', 'l', '<', '>', '[', ']'],
  ranking: ['='],
}

export const editorKeys = (question: Question): readonly string[] => EDITOR_KEYS[question.kind] ?? []

/** Digits belong to the question at hand; any other key works anywhere on the page. */
export const isDigit = (key: string) => /^[0-9]$/.test(key)
