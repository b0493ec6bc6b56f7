// The one sentence that would do as the whole report.
import type { LabelSchema, Quality, QuestionQuality } from '../../api/types'
import { f, w } from '../../i18n'
import { labelWords } from './labelWords'
import { commonestMixUp } from './matrix'
import { alphaOf, reading } from './readings'

export function lead(quality: Quality, schema: LabelSchema): string {
  const [only] = quality.questions
  const agree = quality.questions.length === 1 && only ? ofOne(only) : ofSeveral(quality.questions)
  return `${agree}.${mixUp(quality, schema)}`
}

function alphaWords(question: QuestionQuality): string | null {
  const alpha = alphaOf(question)
  return alpha && `${w.quality.alphaFigure(alpha.value, alpha.low, alpha.high)}, ${w.quality.reading[reading(alpha)]}`
}

function ofOne(question: QuestionQuality): string {
  const { percent } = question
  if (!percent) return w.quality.onNothing(question.title)
  const alpha = alphaWords(question)
  return `${w.quality.same(f.percent(percent.value), percent.low, percent.high)}${alpha ? w.quality.corrected(alpha) : ''}`
}

/** The question people agree on best, and the one they agree on least. */
function ofSeveral(questions: readonly QuestionQuality[]): string {
  const corrected = questions.filter(q => alphaOf(q) !== null)
  const known = corrected.length > 0 ? corrected : questions.filter(q => q.percent !== null)
  const value = (q: QuestionQuality) => alphaOf(q)?.value ?? q.percent?.value ?? 0
  const sorted = [...known].sort((x, y) => value(y) - value(x))
  const [best] = sorted
  const last = sorted.length > 1 ? sorted.at(-1) : undefined
  if (!best) return w.quality.onNothing(questions[0]?.title ?? '')
  return `${w.quality.on(best.title, figure(best))}${last ? w.quality.onNext(last.title, figure(last)) : ''}`
}

function figure(question: QuestionQuality): string {
  const { percent } = question
  return alphaWords(question) ?? (percent ? w.quality.percentFigure(f.percent(percent.value), percent.low, percent.high) : '')
}

function mixUp(quality: Quality, schema: LabelSchema): string {
  const [worst] = quality.questions
    .flatMap(q => {
      const mix = q.confusion ? commonestMixUp(q.confusion.counts) : null
      return mix && q.confusion ? [{ name: q.question, mix, labels: q.confusion.labels }] : []
    })
    .sort((x, y) => y.mix.count - x.mix.count)
  if (!worst) return ''
  const words = (at: number) => labelWords(schema, worst.name, worst.labels[at] ?? '').text
  return w.quality.leadPair(words(worst.mix.row), words(worst.mix.column))
}
