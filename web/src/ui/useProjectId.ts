import { useParams } from '@tanstack/react-router'

/** The project this page is about. */
export const useProjectId = (): number => Number(useParams({ strict: false }).projectId)
export const useTaskId = (): number => Number(useParams({ strict: false }).taskId)
