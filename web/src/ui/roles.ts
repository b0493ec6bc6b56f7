import type { Role } from '../api/types'

const ORDER: readonly Role[] = ['annotator', 'reviewer', 'manager', 'owner']

export const atLeast = (mine: Role, wanted: Role) => ORDER.indexOf(mine) >= ORDER.indexOf(wanted)
