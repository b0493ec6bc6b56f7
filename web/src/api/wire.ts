import type { Answers } from './types'

/** Each kind of question has an answer of its own shape, which the generated type cannot tell by the kind. */
export const wireAnswers = (answers: Answers) => answers as Record<string, never>
