const key = (projectId: number) => `assay.guidelines.${projectId}`

/** The version of the guidelines this browser's person has opened last; null if never. */
export const lastReadGuidelines = (projectId: number): number | null => {
  const kept = localStorage.getItem(key(projectId))
  return kept === null ? null : Number(kept)
}

export const readGuidelines = (projectId: number, version: number) => localStorage.setItem(key(projectId), String(version))
