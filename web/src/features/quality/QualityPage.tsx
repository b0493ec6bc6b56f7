import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { disputesQuery, projectQuery, qualityQuery } from '../../api/queries'
import type { Project, Quality, QuestionQuality } from '../../api/types'
import { w } from '../../i18n'
import { Rich } from '../../ui/Rich'
import { useProjectId } from '../../ui/useProjectId'
import { useTitle } from '../../ui/useTitle'
import { Age } from './Age'
import { CellTasks } from './CellTasks'
import { Coefficients } from './Coefficients'
import { ConfusionSection } from './ConfusionSection'
import { Labels } from './Labels'
import { lead } from './lead'
import { hasMatrix } from './matrix'
import { NothingShared } from './NothingShared'
import { OverTime } from './OverTime'
import { Pairs } from './Pairs'
import { Questions } from './Questions'
import { useFollow } from './useFollow'
import { WorstTasks } from './WorstTasks'
import './quality.css'

export function QualityPage() {
  const projectId = useProjectId()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: quality } = useSuspenseQuery(qualityQuery(projectId))
  const view = useSearch({ from: '/inside/projects/$projectId/managed/quality' })
  useTitle(w.quality.title, project.name)
  useFollow(projectId, quality.measuredAt)
  const question = quality.questions.find(q => q.question === view.question) ?? quality.questions[0]
  if (quality.itemsWithTwo === 0 || !question) return <NothingShared project={project} />
  return (
    <>
      <h1 className="lead">
        <Rich text={lead(quality, project.schema)} />
      </h1>
      <Age quality={quality} items={project.itemWord} />
      {quality.questions.length > 1 && <Questions quality={quality} chosen={question} project={project} />}
      <OneQuestion key={question.question} quality={quality} question={question} project={project} />
    </>
  )
}

interface Part {
  quality: Quality
  question: QuestionQuality
  project: Project
}

function OneQuestion({ quality, question, project }: Part) {
  const view = useSearch({ from: '/inside/projects/$projectId/managed/quality' })
  const { data: disputes } = useQuery(disputesQuery(project.id))
  const matrix = useRef<HTMLHeadingElement>(null)
  return (
    <div className="ql grid">
      <div className="qmain">
        <Coefficients question={question} items={project.itemWord} />
        <OverTime question={question} items={project.itemWord} />
        <Labels question={question} schema={project.schema} items={project.itemWord} />
        <WorstTasks question={question} project={project} disputed={disputes?.total ?? 0} />
      </div>
      <div className="qside">
        <ConfusionSection question={question} people={quality.people} project={project} view={view} heading={matrix} />
        {hasMatrix(question) && view.row !== undefined && view.column !== undefined && (
          <CellTasks
            question={question}
            people={quality.people}
            project={project}
            view={view}
            cell={{ row: view.row, column: view.column }}
          />
        )}
        <Pairs question={question} people={quality.people} project={project} view={view} opened={() => matrix.current?.focus()} />
      </div>
    </div>
  )
}
