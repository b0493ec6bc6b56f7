import type { Answer, Question } from '../../api/types'
import { w } from '../../i18n'

export function ElsewhereEditor({ question }: { question: Question }) {
  return <p className="sm mid">{w.elsewhere.how(question.kind)}</p>
}

export function ElsewhereView({ answer }: { answer: Answer | undefined }) {
  return answer === undefined ? (
    <span className="dim">{w.task.notAnswered}</span>
  ) : (
    <code className="mono sm">{JSON.stringify(answer)}</code>
  )
}
