// What the API speaks, under the names the pages use. Every call in src/api returns one of these, checked against
// schema.d.ts, so a drift between server and pages does not compile.

export type Role = 'owner' | 'manager' | 'reviewer' | 'annotator'
export type TaskStatus = 'pending' | 'in_progress' | 'disputed' | 'completed' | 'skipped' | 'archived'
export interface Session {
  person: Person | null
  setupNeeded: boolean
  version: string
}
export interface Person {
  id: number
  name: string
  email: string
  isAdmin: boolean
  isSimulated: boolean
}
export interface ApiToken {
  id: number
  name: string
  scopes: string[]
  projectId: number | null
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
  prefix: string
}
export interface LabelSchema {
  fields: Field[]
  questions: Question[]
}
/** Something of a Label Studio label config that is not the same in the schema made of it. */
export interface ConfigNote {
  line: number
  column: number
  tag: string
  message: string
}
export type Field = {
  name: string
  kind: 'text' | 'markdown' | 'chat' | 'image' | 'audio'
  title?: string
  required?: boolean
  beside?: boolean /* stands beside the field before it */
}
/** What an item's image or recording is. */
export interface FieldMedium {
  url: string
  type: string
  width: number | null /* pixels as displayed */
  height: number | null
  duration: number | null /* seconds */
  thumbnail: string | null
  peaks: string | null /* where its waveform is; null where only the browser decodes it */
}
/** A waveform, as BBC audiowaveform writes it: smallest and largest of each stretch, -128 to 127. */
export interface Waveform {
  sample_rate: number
  samples_per_pixel: number
  length: number /* stretches */
  data: number[]
}
/** By field. */
export type ItemMedia = Record<string, FieldMedium>
export type Question =
  | ChoiceQuestion
  | RatingQuestion
  | TextQuestion
  | ImageQuestion
  | SpansQuestion
  | RelationsQuestion
  | SegmentsQuestion
  | RankingQuestion
  | PairwiseQuestion
export interface QuestionCommon {
  name: string
  title: string
  hint?: string
  required?: boolean
  /** Asked only where an earlier question is answered so. */
  when?: Condition
} // required defaults to true
export interface Condition {
  question: string
  is: string[] /* answers in words; of a set, any member */
}
export interface ChoiceQuestion extends QuestionCommon {
  kind: 'choice'
  mode: 'single' | 'multiple' | 'taxonomy'
  labels: Label[]
  min?: number
  max?: number
}
export interface Label {
  name: string
  title?: string
  hint?: string
  color?: number /*1..20*/
  key?: string
  children?: Label[] /* taxonomy only */
}
export interface RatingQuestion extends QuestionCommon {
  kind: 'rating'
  min: number
  max: number
  captions?: Record<string, string>
} // captions by value: {"1":"not at all"}
export interface TextQuestion extends QuestionCommon {
  kind: 'text'
  multiline?: boolean
  minLength?: number
  maxLength?: number
  pattern?: string
}
/** A question inside a region: `on` says which labels it is asked of (absent: all). */
export type Attribute = (ChoiceQuestion | RatingQuestion | TextQuestion) & { on?: string[] }
/** Questions that are answered by regions, each with a label. */
export interface RegionQuestion extends QuestionCommon {
  labels: Label[]
  attributes?: Attribute[]
}
export type ImageQuestion = BoxesQuestion | PolygonsQuestion | KeypointsQuestion | MasksQuestion
export interface BoxesQuestion extends RegionQuestion {
  kind: 'boxes'
  field?: string /* defaults to the only image */
  rotated?: boolean
}
export interface PolygonsQuestion extends RegionQuestion {
  kind: 'polygons'
  field?: string
}
export interface KeypointsQuestion extends RegionQuestion {
  kind: 'keypoints'
  field?: string
  points: { name: string; title?: string }[]
  edges?: [string, string][]
}
export interface MasksQuestion extends RegionQuestion {
  kind: 'masks'
  field?: string
}
export type RegionCommon = {
  label: string
  attributes?: Record<string, string | number | string[] | string[][]>
}
/** Pixels of the image as displayed; degrees clockwise about the centre. */
export type Box = RegionCommon & {
  x: number
  y: number
  width: number
  height: number
  rotation?: number
}
export type Ring = [number, number][]
export type Polygon = RegionCommon & {
  parts: { outer: Ring; holes?: Ring[] }[]
}
/** x, y, and 2 where it is seen or 1 where something hides it; a point that is not there is left out. */
export type Keypoints = RegionCommon & {
  points: Record<string, [number, number, 1 | 2]>
}
/** COCO's compressed run lengths. */
export type Mask = RegionCommon & {
  size: [number, number] /* height, width */
  counts: string
}
export type ImageRegion = Box | Polygon | Keypoints | Mask
export interface SpansQuestion extends QuestionCommon {
  kind: 'spans'
  labels: Label[]
  attributes?: Attribute[]
  fields?: string[] /* default: every field of kind text */
  overlap?: 'none' | 'nested' | 'any' /* default none */
  discontinuous?: boolean
  snap?: 'words' | 'characters' /* default words */
}
export interface SegmentsQuestion extends RegionQuestion {
  kind: 'segments'
  field?: string /* defaults to the only recording */
  overlap?: 'none' | 'any' /* default any */
}
/** Seconds from the beginning of the recording, to milliseconds. */
export type SegmentAnswer = RegionCommon & {
  start: number
  end: number
}
export interface RelationLabel extends Label {
  from?: string[] /* span labels; default any */
  to?: string[]
  directed?: boolean /* default true */
}
export interface RelationsQuestion extends QuestionCommon {
  kind: 'relations'
  over: string /* the spans question before it */
  labels: RelationLabel[]
}
export interface RankingQuestion extends QuestionCommon {
  kind: 'ranking'
  labels: (Label & { field?: string })[]
  ties?: boolean
  top?: number /* only the first n need a rank */
}
export interface PairwiseQuestion extends QuestionCommon {
  kind: 'pairwise'
  a: string /* fields */
  b: string
  tie?: boolean /* default true */
  bothBad?: boolean
}
/** Where a span is: code points of a field's text, the end exclusive. */
export interface Extent {
  field?: string /* left out where the question is about one field */
  start: number
  end: number
  parts?: [number, number][] /* where it has gaps */
}
export interface SpanEnd extends Extent {
  label: string
}
export interface SpanAnswer extends SpanEnd {
  attributes?: Answers
}
export interface RelationAnswer {
  label: string
  from: SpanEnd
  to: SpanEnd
}
export type Preference = 'a' | 'b' | 'tie' | 'both_bad'
/** One answer: each kind has its shape. */
export type Answer =
  | string
  | number
  | string[]
  | string[][]
  | (string | string[])[]
  | SpanAnswer[]
  | RelationAnswer[]
  | ImageRegion[]
  | SegmentAnswer[]
/** The answers of a task by question name. */
export type Answers = Record<string, Answer>
export interface ProjectSummary {
  id: number
  name: string
  role: Role
  total: number
  decided: number
  disputed: number
  mine: number /* answers I gave */
  archived: boolean
  isDemo: boolean
}
export interface Project {
  id: number
  name: string
  role: Role
  schema: LabelSchema
  overlap: number
  leaseSeconds: number
  skipPolicy: 'others' | 'me' | 'nobody' | 'forbidden'
  goldRate: number /*0..0.5*/
  withheldShare: number /*0..0.5*/
  aggregator: Aggregator
  confidenceThreshold: number /*0..1*/
  itemWord: string /* plural noun for items: "mails" */
  mediaHosts: string[] /* where URLs in the data may be fetched from */
  guidelineVersion: number
  createdAt: string
  archived: boolean
  isDemo: boolean
}
export interface Guidelines {
  version: number
  text: string
  author: string
  createdAt: string
}
export interface Member {
  person: Person
  role: Role
  joinedAt: string
  answers: number
  skipped: number
  medianSeconds: number | null
  lastAnswerAt: string | null
  gold: { right: number; total: number }
}
export interface Invitation {
  id: number
  role: Role
  createdBy: string
  createdAt: string
  expiresAt: string
  uses: number
  maxUses: number | null
}
export interface Overview {
  total: number
  byStatus: Record<TaskStatus, number>
  duplicates: number
  decided: number
  waiting: number /* tasks that can still be claimed */
  held: number /* leases */
  holders: number /* people holding */
  answers: number
  answersToday: number
  people: number
  perDay: { day: string /* yyyy-mm-dd */; answers: number; decided: number }[] // last 30 days, no gaps
  secondsPerTask: { median: number; low: number; high: number; count: number } | null // median with 95 % interval; null when < 5 answers
  agreement: { question: string; percent: Estimate | null }[]
  disputes: { count: number; oldest: string | null }
  needs: Need[] // what needs the manager, most pressing first
  finish: { at: string; low: string; high: string } | null // projection at the pace of the last 7 days
  imports: { running: number; rejectedRows: number }
  simulatedPeople: number
}
export interface Estimate {
  value: number
  low: number
  high: number
  count: number
} // 95 % interval
export type Need = {
  kind: 'disputes' | 'import_rejected' | 'import_failed' | 'skipped' | 'no_data' | 'no_people' | 'no_guidelines'
  count: number
  since: string | null
}
export interface Upload {
  uploadId: string
  fileName: string
  bytes: number
  format: FormatName
  formats: FormatName[]
  compressed: boolean
  columns: { name: string; kind: 'text' | 'number' | 'boolean' | 'object' | 'empty'; samples: string[] }[]
  rows: Record<string, unknown>[] /* first 20 */
  suggested: Record<string, string> /* field -> column */
  warnings: string[]
  files: number | null /* of images and recordings */
}
export type FormatName = 'jsonl' | 'json' | 'csv' | 'tsv' | 'text' | 'media'
/** An image or a recording of a project. */
export interface Medium {
  name: string
  hash: string
  type: string
  bytes: number
  width: number | null /* as displayed */
  height: number | null
  duration: number | null /* seconds */
  url: string
  thumbnail: string | null
}
export interface MediaPage {
  media: Medium[]
  next: string | null
  total: number
  bytes: number
}
export interface AddedMedium {
  name: string
  outcome: 'stored' | 'already_there' | 'refused'
  reason: string | null
  medium: Medium | null
}
export interface ImportJob {
  id: number
  projectId: number
  fileName: string
  format: FormatName
  /** The file holds answers that people gave elsewhere, and not items. */
  answers: boolean
  state: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed' | 'undoing' | 'undone'
  bytesRead: number
  bytesTotal: number
  rowsRead: number
  imported: number
  duplicates: number
  rejected: number
  rejectedSample: RejectedRow[] /* first 20 */
  error: string | null
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  createdBy: string
  rowsPerSecond: number | null
}
/** What a language model was asked when it made a prediction. */
export interface PredictionPrompt {
  key: string
  sharedHash: string
  model: string
  version: string
  system: string
  message: string
  schema: string
  maxTokens: number
  temperature: number | null
  samples: number
  isAsSent: boolean
  reply: string | null
}

/** What the language models of a project may cost together, and how fast they are asked; null for no limit. */
export interface ProjectLimits {
  mostTokens: number | null
  mostMoney: number | null
  requestsAMinute: number | null
  tokensAMinute: number | null
}
export interface ProjectSpending {
  limits: ProjectLimits
  spent: Spent
}
/** Labels of a project that were accepted unseen, of all models. */
export interface AcceptedLabels {
  labels: number
  isWorking: boolean
}

/** A weak model whose predictions the project has. */
export interface WeakModel {
  id: number
  name: string
  version: string
  isShown: boolean
  predictions: number
  answers: number
  unchanged: number
  createdAt: string
}
export interface Spent {
  requests: number
  tokens: number
  money: number | null
}
/** A weak model that the project runs itself. */
export interface ModelSetup {
  id: number
  name: string
  kind: ModelKind
  settings: ModelSettings
  /** Whether it drafts by itself what imports bring. */
  draftsImports: boolean
  changedAt: string
  run: DraftingRun | null
  /** Of an ensemble: what stands between its members and its next run. */
  members: { name: string; state: MemberState }[]
  /** By drafts, trials, opinions and judgements together. */
  spent: Spent
}
export type ModelKind = 'rules' | 'nli' | 'gliner' | 'llm' | 'http' | 'learned' | 'ensemble'
/** Newer: drafted since the ensemble ran. Changed: set up anew since it drafted. */
export type MemberState = 'ready' | 'newer' | 'changed' | 'running' | 'undrafted' | 'gone'
/** Of the kind's own shape. */
export type ModelSettings = Record<string, string | number | boolean | readonly string[] | Readonly<Record<string, string>>>
/** A kind of weak model, with the folders, addresses or providers that the server has for it. */
export interface KindAtHand {
  name: ModelKind
  choices: string[] | null
}
export interface DraftingRun {
  id: number
  state: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed'
  stage: 'learning' | 'preparing' | 'drafting' | null
  done: number
  total: number
  drafted: number
  abstained: number
  refused: number
  refusedSample: { taskId: number; why: string }[]
  /** Of an ensemble its members: how right each seems, and the tasks of which it has no draft. */
  members: { name: string; version: string; accuracy: number | null; undrafted: number }[]
  /** How far answers have been got in advance; null where the model does not do so. */
  preparation: DraftPreparation | null
  /** When it looks again for what it waits for. */
  waitsUntil: string | null
  version: string | null
  /** What all runs of the model have cost. */
  spent: Spent
  error: string | null
  startedAt: string | null
  finishedAt: string | null
}
/** Requests that are at the provider, those of them it has been through, and what has come of others. */
export interface DraftPreparation {
  waiting: number
  done: number
  answered: number
  failed: number
  trouble: string | null
}
/** How a model's drafts become labels without a person. */
export type AcceptMode = 'off' | 'fixed' | 'risk_controlled'
export interface AcceptSettings {
  mode: AcceptMode
  threshold: number
  epsilon: number
  delta: number
  auditShare: number
  auditsSeeDraft: boolean
}
export interface AcceptState {
  modelId: number
  settings: AcceptSettings
  run: number
  thresholdInForce: number | null
  /** Of a fixed threshold: how many drafts held against labels tell which confidence is that chance of being right; null while they are too few. */
  calibratedBy: number | null
  accepted: number
  drafts: number
  draftsAbove: number | null
  audits: number
  auditsAreHeld: boolean
  auditsWaiting: number
  errors: { audited: number; wrong: number; rate: number | null; low: number; high: number } | null
  choice: {
    threshold: number | null
    bound: number | null
    audited: number
    wrong: number
    coverage: number
    audits: number
    refusal: 'too_few_audits' | 'too_many_wrong' | null
    moreAudits: number | null
    at: string
  } | null
  nextChoiceAt: number | null
  watch: { watched: number; wrong: number; evidence: number; alarmAt: number } | null
  alarm: { at: string; watched: number; wrong: number; threshold: number } | null
  isWorking: boolean
}
/** How sure a model says it is, held against how often it is right on tasks labeled without seeing a draft. */
export interface ModelCalibration {
  modelId: number
  judged: number
  right: number
  /** So many are needed before a calibration is learned. */
  needed: number
  meanConfidence: number | null
  error: number | null
  calibratedError: number | null
  method: 'platt' | 'isotonic' | null
  groups: ConfidenceGroup[]
  /** By confidence in hundredths, rising. */
  thresholds: { threshold: number; chance: number; share: number; wrong: number }[]
}
export interface ConfidenceGroup {
  from: number
  to: number
  drafts: number
  confidence: number
  right: number
  low: number
  high: number
  chance: number | null
}
/** What drafts do, measured against the tasks whose drafts are withheld by a draw. */
export interface DraftEffect {
  share: number
  shown: DraftGroup
  withheld: DraftGroup
  timeSaved: Estimate | null
  agreementGained: Estimate | null
  draftFollowed: Estimate | null
  wrongDraftFollowed: Estimate | null
  errorsAdded: Estimate | null
  counted: number
}
export interface DraftGroup {
  answers: number
  seconds: number | null
  agreed: Estimate | null
  saysDraft: Estimate | null
  saysWrongDraft: Estimate | null
  wrong: Estimate | null
}
/** What came of trying a model; nothing of it is kept. */
export interface ModelTrial {
  version: string
  items: TriedItem[]
  counted: number
  drafted: number
  rules: TriedRule[]
  /** Of an ensemble its members. */
  members: TriedMember[]
  /** What it computes on; null where that is not this server. */
  processor: ProcessorUse | null
}
export interface ProcessorUse {
  name: string
  /** Why it is not the GPU though the library for it is there. */
  whyNoGpu: string | null
}
export interface TriedMember {
  name: string
  version: string
  /** Tasks, of those counted, of which it has a draft. */
  drafts: number
  /** How often it is right, learned without labels; null where members count alike. */
  accuracy: number | null
}
export interface TriedItem {
  taskId: number
  data: Record<string, unknown>
  answers: Answers | null
  confidence: number | null
  violations: Violation[]
}
export interface TriedRule {
  name: string
  label: string
  votes: number
  overlaps: number
  conflicts: number
  learned: number | null
  known: number
  right: number
}
export interface RejectedRow {
  line: number
  column: string | null
  position: number | null
  reason: string
  excerpt: string
}
export interface Claim {
  tasks: ClaimedTask[]
  empty: null | { reason: 'all_done' | 'nothing_left_for_you' | 'held_by_others' | 'no_data' | 'paused'; held: number }
  progress: { mineToday: number; mine: number; decided: number; total: number }
}
export interface ClaimedTask {
  id: number
  data: Record<string, unknown>
  source: { file: string; row: number } | null
  reason: 'resumed' | 'next' | 'easy' | 'informative' | 'another_answer' | 'dispute' | 'undone' // gold is never told
  leaseExpiresAt: string
  draft: Answers | null
  guidelineVersion: number
  /** What its images and recordings are; absent where the schema shows none. */
  media?: ItemMedia | null
  /** What a weak model proposes. */
  suggestion?: Suggestion | null
  /** With the draft: the places of the suggestion's parts that were accepted or rejected. */
  settled?: Record<string, number[]> | null
}
export interface Suggestion {
  predictionId: number
  model: string
  version: string
  answers: Answers
}
export interface Submission {
  submissionId: string
  taskId: number
  outcome: 'accepted' | 'repeated' | 'late' | 'already_answered'
  status: TaskStatus
}
export interface MyAnswer {
  submissionId: string
  taskId: number
  at: string
  answers: Answers | null
  skipped: string | null /* reason */
  excerpt: string
  undoable: boolean
}
export interface Quality {
  measuredAt: string
  isCurrent: boolean /* false while newer answers are being counted */
  answers: number
  itemsWithTwo: number
  questions: QuestionQuality[]
  people: Person[]
}
export interface QuestionQuality {
  question: string
  title: string
  kind: string
  level: string /* nominal, ordinal, interval, set or similarity */
  isOpen: boolean /* free answers: no labels, no confusion matrix */
  percent: Estimate | null
  undefined: string | null
  coefficients: CoefficientFigure[] // percent agreement and Krippendorff's α first
  labels: LabelFigure[] // in schema order
  pairs: PairAgreement[]
  pairsLeftOut: number
  confusion: {
    labels: string[]
    counts: number[][]
  } | null /* rows: final label, columns: what people said; null while nothing is final, and for free answers and sets */
  overTime: TimeLine | null
}
export interface CoefficientFigure {
  name: string /* krippendorff_alpha */
  title: string
  value: Estimate | null
  undefined: string | null
}
export interface LabelFigure {
  label: string /* a path of a taxonomy joined by " / " */
  given: number
  specific: Estimate | null
  undefined: string | null
}
export interface TimeLine {
  period: string /* day, week or month */
  periods: PeriodFigure[] // oldest first, without gaps
}
export interface PeriodFigure {
  from: string /* yyyy-mm-dd */
  tasks: number
  answers: number
  percent: Estimate | null
  percentUndefined: string | null
  alpha: Estimate | null
  alphaUndefined: string | null
}
export interface PairAgreement {
  a: number
  b: number
  tasks: number
  percent: Estimate | null
  kappa: Estimate | null
  undefined: string | null /* why kappa is undefined */
}
/** Who is in the rows or the columns of a confusion matrix: a person, the final labels, or everybody. */
export type Side = number | 'final' | 'everybody'
export interface ConfusionOfTwo {
  question: string
  a: string
  b: string
  labels: string[]
  counts: number[][] /* a row what A said, a column what B said */
  tasks: number
}
export interface CellTask {
  taskId: number
  excerpt: string
  status: TaskStatus
  a: string
  b: string
  count: number
  people: number[] /* whose answers these are */
}
export interface WorstTask {
  taskId: number
  excerpt: string
  status: TaskStatus
  answers: number
  againstChance: number /* 0 all the same, 1 as by chance */
  votes: Vote[]
}
export interface Vote {
  label: string /* in words; empty when not answered */
  count: number
}
export interface Dispute {
  taskId: number
  excerpt: string
  since: string
  votes: Vote[] /* of the first disputed question */
  questions: string[]
  file: string | null
  row: number | null
  heldBy: number | null
}
export interface TaskStory {
  id: number
  status: TaskStatus
  data: Record<string, unknown>
  media?: ItemMedia | null
  source: { file: string; row: number; batchId: number } | null
  priority: number
  overlap: number
  isGold: boolean
  duplicateOf: number | null
  duplicates: number
  annotations: {
    id: number
    submissionId: string
    person: Person | null /* null = hidden until you decide */
    ordinal: number /* 1.. */
    answers: Answers | null
    skipped: string | null
    at: string
    leadTimeMs: number
    guidelineVersion: number
    state: 'counted' | 'late' | 'superseded' | 'undone'
    /** The draft the person had before them, and what became of it, by question. */
    predictionId?: number | null
    draftUse?: Record<string, DraftUse> | null
  }[]
  predictions: {
    id: number
    model: string
    version: string
    answers: Answers
    confidence: number | null
    at: string
    promptKey: string | null /* where a language model was asked */
  }[]
  final: FinalLabel | null
  opinion: Opinion | null
  differing: string[] /* question names on which people differ */
  leases: { person: Person; expiresAt: string }[]
  history: { at: string; who: string; what: string; detail: string | null }[]
}
export interface DraftUse {
  parts: ('accepted' | 'corrected' | 'added')[]
  rejected?: number
}
/** What an arbiter thinks of a dispute. */
export interface Opinion {
  id: number
  model: string
  version: string
  answers: Answers | null
  confidence: number | null
  reasons: string | null
  clarification: string | null
  failure: string | null
  isBlind: boolean
  isLabel: boolean
  at: string
}
export interface DifficultySettings {
  isOn: boolean
  quickStart: number
  setupId: number | null
}
export interface DifficultyState {
  settings: DifficultySettings
  scored: { model: number; predictions: number; text: number }
  tenths: number[]
  done: number
  total: number
  refused: number
  whyRefused: string | null
  isWorking: boolean
  error: string | null
}
export interface LearningSettings {
  isOn: boolean
  question: string | null
  strategy: string
  everyLabels: number
  everyMinutes: number
  randomShare: number
  batch: number | null
  drafts: boolean
  asksAgain: boolean
}
export interface LearningRound {
  at: string
  labels: number
  evaluated: number
  right: number
  low: number
  high: number
  macroF1: number | null
  calibrationError: number | null
  strategy: string
  version: string | null
  chosen: number
  agreement: number | null
  gain: number | null
}
/** How sure the newest model is and how often it is right, on the random stream. */
export interface LearnedCalibration {
  error: number
  byChance: number /* what a perfect model shows of so few tasks in one of twenty cases */
  groups: { items: number; right: number; confidence: number; low: number; high: number }[]
}
/** What choosing labels saved against labels drawn by chance. */
export interface LabelSaving {
  at: string
  labels: number
  evaluated: number
  accuracy: Estimate | null
  curve: { labels: number; random: number; chosen: number | null }[]
  lead: Estimate | null
  leadAt: number | null
  random: number | null
  randomLow: number | null
  randomHigh: number | null
  isExtrapolated: boolean
  missing: 'too_few_random' | 'out_of_reach' | null
  moreRandom: number | null
}
export interface LearningState {
  settings: LearningSettings
  question: string | null
  questions: string[]
  strategies: string[]
  labels: number
  fresh: number
  wanted: number
  rounds: LearningRound[]
  calibration: LearnedCalibration | null
  saving: LabelSaving | null
  stop: { shouldStop: boolean; reason: 'too_few_rounds' | 'predictions_change' | 'gain_unknown' | 'still_gaining' | 'settled' }
  isWorking: boolean
  stage: 'looking' | 'learning' | 'placing' | 'drafting' | 'comparing' | null
  looked: number | null /* images, at the stage 'looking' */
  toLookAt: number | null
  error: string | null
}
/** What labeling costs and how good it is, measured. */
export interface MetricsReport {
  at: string
  work: {
    documents: number
    answers: number
    outsideAnswers: number
    decisions: number
    goldAnswers: number
    withoutPerson: number
    timed: number
    seconds: number
    goldSeconds: number
  }
  table: MetricRow[]
  labels: { how: FinalLabel['how']; modelName: string | null; labels: number }[]
  queue: { kind: QueueKind; tasks: number }[]
  goldRate: number
}
export interface MetricRow {
  name: MetricName
  of: string | null
  value: Estimate | null
  missing: MissingMetric | null
  share: number | null
}
export type MetricName =
  'tasks_per_1000' | 'without_person_per_1000' | 'hours_per_1000' | 'alpha' | 'label_accuracy' | 'model_accuracy'
export type MissingMetric =
  | 'too_few_documents'
  | 'not_timed'
  | 'too_few_shared'
  | 'too_few_known'
  | 'too_few_audits'
  | 'too_few_blind'
  | 'off'
  | 'no_model'
  | 'too_few_random'
export type QueueKind = 'another_answer' | 'audit' | 'informative' | 'random' | 'easy' | 'priority' | 'plain' | 'review'
export interface RunEstimate {
  tasks: number
  cost: {
    requests: number
    kept: number
    inputTokens: number
    outputTokens: number
    money: number | null
    /** Sent as batches, at their price. */
    inBatches: boolean
  } | null
  spent: { requests: number; tokens: number; money: number | null }
}
export type ArbitrationPolicy = 'opinion_only' | 'decide'
export interface ArbitrationSettings {
  setupId: number | null
  policy: ArbitrationPolicy
  leastAccuracy: number
  delta: number
  blindShare: number
}
export interface ArbitrationState {
  settings: ArbitrationSettings
  model: string | null
  open: number
  unasked: number
  failed: number
  decided: number
  undone: number
  audits: number
  right: number
  low: number
  high: number
  isTrusted: boolean
  isBroken: boolean
  nextTestAt: number | null
  clarifications: number
  isWorking: boolean
  error: string | null
}
export interface Clarification {
  id: number
  taskId: number
  text: string
  reasons: string | null
  model: string
  at: string
}
export interface FinalLabel {
  answers: Answers
  how: 'single' | 'unanimous' | 'review' | 'gold' | 'auto_accepted' | 'arbitration' | Exclude<Aggregator, 'unanimity'>
  confidence: number | null
  decidedAt: string
  decidedBy: Person | null
  comment: string | null
  guidelineVersion: number
  from: number[] /* annotation ids */
}
export interface TaskRow {
  id: number
  status: TaskStatus
  excerpt: string
  answers: number
  overlap: number
  final: Answers | null
  how: string | null
  priority: number
  isGold: boolean
  file: string | null
  row: number | null
}
export interface TaskPage {
  tasks: TaskRow[]
  next: number | null
  total: number | null
}
export interface InvitationInfo {
  project: string
  role: Role
  invitedBy: string
  expiresAt: string
}
export interface ExportSummary {
  decided: number
  total: number
  bytesEstimate: number | null
  schemaQuestions: string[]
}
export interface Violation {
  path: string
  rule: string
  message: string
}
/** RFC 9457. */
export interface ProblemDetails {
  type?: string
  title?: string
  status?: number
  detail?: string
  errors?: Violation[]
}
export type Scope = 'read' | 'import' | 'annotate' | 'export' | 'manage'
export type Annotation = TaskStory['annotations'][number]
/** How answers become a label. */
export type Aggregator =
  'unanimity' | 'majority' | 'wawa' | 'zero_based_skill' | 'one_coin_dawid_skene' | 'dawid_skene' | 'glad' | 'mace' | 'ebcc'
/** The run that aggregates a project's votes; counts are of its stage. */
export interface AggregationRun {
  id: number
  state: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed'
  stage: 'reading' | 'learning' | 'deciding' | null
  done: number
  total: number
  changed: number
  error: string | null
  dueAt: string
  finishedAt: string | null
}
export type SkipPolicy = Project['skipPolicy']
export type ColumnInfo = Upload['columns'][number]
export interface NewImport {
  uploadId: string
  format?: FormatName
  mapping?: Record<string, string>
  priorityColumn?: string
  keepOtherColumns?: boolean
  duplicates?: 'link' | 'keep'
  /** The rows are answers that people gave elsewhere. */
  answers?: AnswerColumns
}
export interface AnswerColumns {
  task: string
  annotator: string
  label: string
  question: string
  key: string | null
}
