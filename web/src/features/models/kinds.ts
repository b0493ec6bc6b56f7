import type { LabelSchema, ModelKind, ModelSettings, ModelSetup, WeakModel } from '../../api/types'
import type { w } from '../../i18n'
import { starter } from './starter'

type Name = keyof typeof w.models.editor.inputs

/** One thing to be set of a model. Numbers and words that are left empty are left out. */
export interface Input {
  readonly name: Name
  readonly as: 'lines' | 'words' | 'number' | 'choice' | 'check' | 'several' | 'combination' | 'lists'
  readonly required?: boolean
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** Whether it can be set, by what else is; one that is set stays. */
  readonly when?: (settings: ModelSettings) => boolean
}

/** How an ensemble combines its members. */
export const combinations = ['majority', 'label-model'] as const

/** The models of a project that an ensemble may be made of: those set up that are no ensembles, and those whose drafts a program sent. */
export function membersFor(setups: readonly ModelSetup[], models: readonly WeakModel[], except: number | undefined): string[] {
  const ours = setups.filter(setup => setup.kind !== 'ensemble' && setup.id !== except).map(setup => setup.name)
  const sent = models.map(model => model.name).filter(name => !setups.some(setup => setup.name === name))
  return [...new Set([...ours, ...sent])]
}

/** What can be set. */
export const shown = (inputs: readonly Input[], settings: ModelSettings): readonly Input[] =>
  inputs.filter(input => input.when === undefined || settings[input.name] !== undefined || input.when(settings))

/** What is set of each kind of model, and with what one begins. `live`: trying costs nothing, so it is tried as it is written. */
export const kinds: Record<ModelKind, { live: boolean; inputs: readonly Input[]; blank(schema: LabelSchema): ModelSettings }> = {
  rules: {
    live: true,
    inputs: [
      { name: 'yaml', as: 'lines', required: true },
      { name: 'gazetteers', as: 'lists' },
    ],
    blank: schema => ({ yaml: starter(schema) ?? '' }),
  },
  nli: {
    live: false,
    inputs: [
      { name: 'folder', as: 'choice', required: true },
      { name: 'template', as: 'words' },
      { name: 'threshold', as: 'number', min: 0, max: 1, step: 0.01 },
    ],
    blank: () => ({}),
  },
  gliner: {
    live: false,
    inputs: [
      { name: 'folder', as: 'choice', required: true },
      { name: 'threshold', as: 'number', min: 0, max: 1, step: 0.01 },
      { name: 'nested', as: 'check' },
    ],
    blank: () => ({ threshold: 0.5 }),
  },
  llm: {
    live: false,
    inputs: [
      { name: 'model', as: 'words', required: true },
      { name: 'samples', as: 'number', min: 1, max: 20, step: 1 },
      { name: 'examples', as: 'number', min: 0, max: 20, step: 1 },
      { name: 'prices', as: 'words' },
      { name: 'mostMoney', as: 'number', min: 0, step: 0.01 },
      { name: 'mostTokens', as: 'number', min: 1, step: 1 },
      { name: 'requestsAMinute', as: 'number', min: 1, step: 1 },
      { name: 'tokensAMinute', as: 'number', min: 1, step: 1 },
      { name: 'batches', as: 'check', when: settings => String(settings['model'] ?? '').startsWith('anthropic/') },
    ],
    blank: () => ({ samples: 1, examples: 4 }),
  },
  http: { live: false, inputs: [{ name: 'url', as: 'choice', required: true }], blank: () => ({}) },
  learned: { live: false, inputs: [], blank: () => ({}) },
  ensemble: {
    live: false,
    inputs: [
      { name: 'members', as: 'several', required: true },
      { name: 'combine', as: 'combination', required: true },
      { name: 'minimum', as: 'number', min: 0, max: 1, step: 0.01 },
      { name: 'atLeast', as: 'number', min: 1, max: 20, step: 1 },
    ],
    blank: () => ({ members: [], combine: 'majority', atLeast: 2 }),
  },
}

export const kindNames = Object.keys(kinds) as ModelKind[]
