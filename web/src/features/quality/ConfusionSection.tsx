import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { confusionQuery } from '../../api/queries'
import type { Person, Project, QuestionQuality } from '../../api/types'
import { w } from '../../i18n'
import { ConfusionTable } from './ConfusionTable'
import { labelWords } from './labelWords'
import { hasMatrix, isEmpty } from './matrix'
import { DEFAULT_SIDES, sameSides, sidesOf, type QualitySearch } from './search'
import { SidePicker } from './SidePicker'

/** Where the answers of one side go on the other: the final labels, everybody, or any person. */
export function ConfusionSection({
  question,
  people,
  project,
  view,
  heading,
}: {
  question: QuestionQuality
  people: readonly Person[]
  project: Project
  view: QualitySearch
  heading: RefObject<HTMLHeadingElement | null>
}) {
  const sides = sidesOf(view)
  // The final labels against everybody come with the report.
  const inReport = sameSides(sides, DEFAULT_SIDES)
  const asked = useQuery({
    ...confusionQuery(project.id, { question: question.question, ...sides }),
    enabled: !inReport && hasMatrix(question),
    placeholderData: keepPreviousData,
  })
  const matrix = inReport ? question.confusion : asked.data
  return (
    <section className="sec">
      <h2 ref={heading} tabIndex={-1}>
        {w.quality.confusion} <small>{w.quality.confusionSmall}</small>
      </h2>
      {!hasMatrix(question) ? (
        <p className="sm dim">{w.quality.confusionOpen}</p>
      ) : (
        <>
          <SidePicker sides={sides} people={people} question={question.question} />
          {!inReport && asked.isError && <p className="sm dim">{w.errors.other(asked.error.message)}</p>}
          {inReport && !question.confusion && <p className="sm dim">{w.quality.confusionNone}</p>}
          {matrix &&
            (isEmpty(matrix.counts) ? (
              <p className="sm dim">{w.quality.confusionEmpty(project.itemWord)}</p>
            ) : (
              <ConfusionTable
                counts={matrix.counts}
                labels={matrix.labels}
                words={matrix.labels.map(label => labelWords(project.schema, question.question, label))}
                sides={sides}
                people={people}
                view={{ question: question.question, ...sides }}
                at={view}
              />
            ))}
          {!inReport && asked.data && <p className="sm dim compared">{w.quality.compared(asked.data.tasks, project.itemWord)}</p>}
        </>
      )}
    </section>
  )
}
