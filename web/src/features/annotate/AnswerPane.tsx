import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { Answers, LabelSchema, Question, Suggestion } from '../../api/types'
import { w } from '../../i18n'
import { isRequired, kindOf } from '../../questions'
import type { Draft, KeyBinding } from '../../questions/contract'
import { openParts } from '../../questions/suggestions'
import { Suggestions } from '../../questions/Suggestions'
import { Rich } from '../../ui/Rich'

interface Props {
  schema: LabelSchema
  /** Questions that are not asked, given the answers so far, are not here. */
  isAsked: readonly boolean[]
  data: Record<string, unknown>
  answers: Answers
  draftOf(question: Question, index: number): Draft
  /** What a weak model proposes; null while it is out of sight. */
  suggestion: Suggestion | null
  keys: readonly (readonly KeyBinding[])[]
  active: number
  moved: boolean
  goesOn: boolean
  objection: { index: number; message: string } | null
  taskId: number
  change(index: number, draft: Draft): void
  activate(index: number): void
  firstIsText: boolean
}

/** The questions of the current task. The current one owns the keys; an objection stands beside what it is about. */
export function Questions({
  schema,
  isAsked,
  data,
  answers,
  draftOf,
  suggestion,
  keys,
  active,
  moved,
  goesOn,
  objection,
  taskId,
  change,
  activate,
  firstIsText,
}: Props) {
  const { questions } = schema
  const several = isAsked.filter(Boolean).length > 1
  const item = useMemo(() => ({ schema, data }), [schema, data])
  return questions.map((question, index) => {
    if (!isAsked[index]) return null
    const kind = kindOf(question)
    const id = `q-${index}`
    const isActive = index === active
    const draft = draftOf(question, index)
    const proposed = suggestion?.answers[question.name]
    const wrong = objection?.index === index ? objection.message : undefined
    return (
      <QuestionBlock
        key={question.name}
        current={isActive && several}
        moved={isActive && moved}
        activate={() => !isActive && activate(index)}
      >
        <h2 id={id} className="question">
          {question.title}
          {several && (
            <span className="xs dim">
              {' '}
              {isRequired(question)
                ? w.annotate.questionOf(isAsked.slice(0, index + 1).filter(Boolean).length, isAsked.filter(Boolean).length)
                : w.common.optional}
            </span>
          )}
        </h2>
        {question.hint && <p className="sm mid hint">{question.hint}</p>}
        <p className="sm dim how" id={`${id}-how`}>
          {kind.how(question, goesOn)}
        </p>
        <kind.Editor
          key={taskId}
          question={question}
          draft={draft}
          change={next => change(index, next)}
          keys={keys[index] ?? []}
          active={isActive}
          labelledBy={id}
          describedBy={`${id}-how`}
          violation={wrong ? { path: `answers.${question.name}`, rule: '', message: wrong } : undefined}
          item={item}
          takeFocus={isActive && (moved || (firstIsText && index === 0))}
          suggestion={proposed}
        />
        {suggestion && (
          <Suggestions
            question={question}
            answer={proposed}
            open={openParts(question, proposed, draft, answers)}
            model={w.suggestion.model(suggestion.model, suggestion.version)}
            draft={draft}
            change={next => change(index, next)}
            active={isActive}
            item={item}
          />
        )}
        <p className="error" role="alert">
          {wrong && <Rich text={wrong} />}
        </p>
      </QuestionBlock>
    )
  })
}

function QuestionBlock({
  current,
  moved,
  activate,
  children,
}: {
  current: boolean
  moved: boolean
  activate(): void
  children: ReactNode
}) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (moved) element.current?.scrollIntoView({ block: 'nearest' })
  }, [moved])
  return (
    <div ref={element} className={current ? 'qblock current' : 'qblock'} onFocus={activate} onPointerDown={activate}>
      {children}
    </div>
  )
}
