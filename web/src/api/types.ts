// What the server says, as it says it (src/api/openapi.json on its side). Absent facts are null.

export type JobStatus = "pending" | "processing" | "paused" | "complete" | "failed" | "cancelled";
export type JobPhase = "bronze" | "silver" | "gold" | "insight";

/** How alike the two answers are for the calls that were scored twice. */
export interface Stability {
  calls: number;
  levels: { pairs: number; exact: number; withinOne: number; weightedKappa: number | null; weights: "quadratic" };
  judgedOnce: number;
  totals: number;
  meanTotalDifference: number | null;
  largestSwing: { callId: string; row: number; first: number; second: number } | null;
}

export interface Job {
  id: string;
  fileName: string;
  status: JobStatus;
  phase: JobPhase;
  provider: string;
  label: string | null;
  preset: string | null;
  models: { silver: string; gold: string };
  totalCalls: number;
  processedCalls: number;
  failedCalls: number;
  skippedCalls: number;
  cachedCalls: number;
  silverCalls?: number;
  goldCalls?: number;
  batch: boolean;
  /** What is kept from the provider. */
  redaction?: ("card" | "ssn" | "email" | "phone")[];
  /** So many of the scored calls are scored a second time; 0 to 1. */
  doubleScore?: number | null;
  savedUsd?: Partial<Record<"total" | "promptCache" | "resultCache" | "rules" | "batch", number | null>> | null;
  costUsd: number;
  unpricedTokens: number;
  budgetUsd: number | null;
  stability?: Stability | null;
  statusCode: string | null;
  statusMessage: string | null;
  columns: Record<string, string>;
  createdAt: string | null;
  updatedAt: string | null;
  finishedAt: string | null;
}
export interface JobPage { jobs: Job[]; nextCursor: string | null }

export interface JobFailure { code: string; message: string; n: number; callIds: string[] }

export interface StageEstimate { requests: number; byRules: number; reused: number; inputTokens: number; outputTokens: number; unpricedTokens: number; costUsd: number }
export interface Estimate {
  fileName: string;
  sheet: string | null;
  headerRow: number;
  rows: number;
  toAnalyse: number;
  skipped: Record<string, number>;
  skippedRows: { row: number; reason: string; detail: string | null }[];
  columns: { header: string; field: string | null; samples: string[] }[];
  fields: { name: string; title: string; required: boolean }[];
  warnings: { code: string; message: string }[];
  estimate: {
    provider: string;
    preset: string | null;
    models: { silver: string; gold: string };
    silver: StageEstimate;
    gold: StageEstimate;
    priceKnown: boolean;
    costUsd: number;
    seconds: number;
    batchCostUsd: number | null;
  };
}
export interface SubmitOptions {
  columns?: Record<string, string>;
  provider?: string;
  preset?: string;
  budgetUsd?: number;
  concurrency?: number;
  batch?: boolean;
}

export type CallState = "pending" | "complete" | "skipped" | "failed" | "cancelled";
export interface CallSummary {
  id: string;
  jobId: string;
  row: number;
  status: CallState;
  skipReason: string | null;
  error: { code: string; message: string } | null;
  cached: boolean;
  startTime: string | null;
  durationSeconds: number | null;
  source: string | null;
  campaign: string | null;
  callStatus: string | null;
  classification: string | null;
  subtype: string | null;
  rep: string | null;
  division: string | null;
  callType: string | null;
  callerName: string | null;
  company: string | null;
  callerNumber: string | null;
  needSummary: string | null;
  overallScore: number | null;
  leadScore: number | null;
  recommendedAction: string | null;
  followUpBy: string | null;
  needsReview: boolean;
  contactedAt: string | null;
  redFlags: string[];
  costUsd: number;
  match: { text: string; hit: boolean }[] | null;
}
/** `isSorted` is false where the words fit too many calls to sort: the newest stored come first. */
export interface CallPage { calls: CallSummary[]; nextCursor: string | null; total: number; totalIsExact: boolean; isSorted?: boolean }
/** `n` is null where there are some, but too many to count. */
export interface FacetValue { name: string; n: number | null }
export type Facets = Record<"reps" | "divisions" | "sources" | "classifications" | "callTypes" | "actions" | "statuses",
  FacetValue[]>;

export interface Turn { n: number; speaker: "agent" | "caller" | "other"; text: string; atSeconds: number | null }
export interface CategoryScore {
  applicable: boolean;
  level: number | null;
  score: number | null;
  turns: number[];
  note: string;
  checks: Record<string, boolean>;
  outcome?: string;
  override?: { level: number; score: number; reason: string; at: string; aiLevel: number | null; aiScore: number | null };
  [detail: string]: unknown;
}
export interface Observation { text: string; category: string | null; turns: number[] }
/** One of the company's own yes/no questions, as it was answered for a call. */
export type Answer = "yes" | "no" | "unclear";
export interface AnsweredQuestion { id: string; text: string; answer: Answer; turns: number[] }
/** So many of all are of a model whose price is unknown, and in no cost: `unpriced`. */
export interface Tokens { input: number; output: number; cacheRead: number; cacheWrite: number; unpriced: number }
export interface Call {
  id: string;
  jobId: string;
  row: number;
  status: CallState;
  skipReason: string | null;
  error: { code: string; message: string } | null;
  cached: boolean;
  startTime: string | null;
  durationSeconds: number | null;
  source: string | null;
  campaign: string | null;
  callStatus: string | null;
  recordingUrl: string | null;
  contactedAt: string | null;
  /** What the log says, beside what was heard. */
  callerNumber?: string | null;
  callerName?: string | null;
  transcriptTurns: Turn[];
  triage: { classification: string; subtype: string | null; confidence: number; reason: string;
    decidedBy: "rules" | "model" } | null;
  rep: { name: string | null; rosterName: string | null; division: string | null; introducedProperly: boolean;
    introPattern: string | null; turn: number | null } | null;
  caller: { name: string | null; company: string | null; location: string | null; phone: string | null;
    role: string | null; turns: Record<string, number> } | null;
  callContext: { type: string; needSummary: string | null; productInterest: string[]; urgency: string } | null;
  validation: { issues: string[]; confidence: number; needsReview: boolean } | null;
  metrics: Record<string, number | null> | null;
  score: { overall: number | null; aiOverall?: number | null; coverage: number;
    categories: Record<string, CategoryScore> } | null;
  /** What the same question gave when it was asked a second time. */
  secondScore?: { overall: number | null; levels: Record<string, number | null> } | null;
  lead: { score: number; timeline: string; hasAuthority: boolean | null; needIdentified: boolean; serviceFit: string;
    redFlags: string[]; recommendedAction: string; followUpBy: string | null; turns: number[] } | null;
  strengths: Observation[];
  weaknesses: Observation[];
  coachingInsights: Observation[];
  internalAlerts: Observation[];
  questions?: AnsweredQuestion[];
  models: { silver: string | null; gold: string | null };
  costUsd: number;
  tokens: Tokens;
}
export interface Attempt { attempt: number; startedAt: string | null; endedAt: string | null; kind: string | null;
  code: string | null; message: string | null }
export interface Step {
  name: string;
  state: string;
  startedAt: string | null;
  endedAt: string | null;
  attempts: Attempt[];
  model: string | null;
  tokens: Tokens | null;
  costUsd: number | null;
  latencyMs: number | null;
  requestId: string | null;
  source: "rules" | "reused" | "asked" | null;
}
export interface Timeline { runs: { id: string; state: string; submittedAt: string | null; startedAt: string | null;
  endedAt: string | null; steps: Step[] }[] }

export interface Mean { count: number; mean: number | null; low: number | null; high: number | null }
export interface Share { count: number; total: number; share: number | null; low: number | null; high: number | null }
export interface DayPoint { date: string; calls: number; validSales: number; qualifiedLeads: number; repScore: Mean }
export interface Evidence { callId: string; row: number; startTime: string | null; turns: number[] }
export interface ThemeGroup { category: string | null; title: string; observations: number;
  themes: { text: string; calls: number; evidence: Evidence[] }[] }
export interface QuestionShare { id: string; text: string; yes: Share; no: number; unclear: number; yesCalls: Evidence[]; noCalls: Evidence[] }
export type CategoryMean = Mean & { key: string; title: string };
export interface Team {
  calls: number;
  analysed: number;
  skipped: number;
  failed: number;
  needsReview: number;
  withoutRep: number;
  firstCall: string | null;
  lastCall: string | null;
  validSales: Share;
  spam: Share;
  ivrOnly: Share;
  incomplete: Share;
  wrongNumber: Share;
  repScore: Mean;
  leadScore: Mean;
  qualifiedLeads: number;
  priorityActions: number;
  redFlags: number;
  talkShareMedian: number | null;
  /** By metric of a call: where the middle half of the scored calls lies. */
  metricRanges?: Record<string, { count: number; low: number; median: number; high: number }>;
  scoreDistribution: { from: number; to: number; calls: number }[];
  categories: CategoryMean[];
  days: DayPoint[];
  strengths: ThemeGroup[];
  weaknesses: ThemeGroup[];
  coachingInsights: ThemeGroup[];
  questions?: QuestionShare[];
}
export interface Rep {
  name: string;
  division: string | null;
  rank: number | null;
  tooFewCalls: boolean;
  calls: number;
  validSales: number;
  qualifiedLeads: number;
  needsReview: number;
  score: Mean;
  leadScore: Mean;
  bestCategory: string | null;
  weakestCategory: string | null;
  talkShareMedian: number | null;
  categories: CategoryMean[];
  days: DayPoint[];
  strengths: ThemeGroup[];
  weaknesses: ThemeGroup[];
  coachingInsights: ThemeGroup[];
  questions?: QuestionShare[];
}
export interface Lead {
  callId: string;
  row: number;
  startTime: string | null;
  score: number;
  recommendedAction: string;
  followUpBy: string | null;
  overdue: boolean;
  timeline: string;
  urgency: string;
  serviceFit: string;
  hasAuthority: boolean | null;
  needIdentified: boolean;
  name: string | null;
  company: string | null;
  phone: string | null;
  location: string | null;
  role: string | null;
  need: string | null;
  productInterest: string[];
  reasons: string[];
  redFlags: string[];
  rep: string | null;
  division: string | null;
  source: string | null;
  recordingUrl: string | null;
  contactedAt?: string | null;
  turns?: Record<string, number>;
}
export interface LeadGroupTotal { group: string; n: number; overdue: number; dueWithinHour: number; isExact: boolean }
/** `totals`: with the first page alone; null where words fit too many calls. */
export interface LeadPage { leads: Lead[]; nextCursor: string | null; totals: LeadGroupTotal[] | null; isSorted: boolean }
export interface Source {
  name: string | null;
  calls: number;
  analysed: number;
  validSales: Share;
  spam: Share;
  qualifiedLeads: number;
  qualified: Share;
  leadScore: Mean;
  spendUsd: number | null;
  costPerLeadUsd: number | null;
}
export interface Division { name: string | null; calls: number; validSales: Share; repScore: Mean; leadScore: Mean;
  qualifiedLeads: number; priorityActions: number }
export interface RedFlag { callId: string; row: number; startTime: string | null; kind: string; text: string;
  turns: number[]; rep: string | null }
export interface CategoryCalls { category: string; title: string; averageScore: number | null; n: number;
  calls: { id: string; text: string; rep: string | null }[] }
export interface Dashboard {
  team: Team;
  divisions: Division[];
  redFlags: RedFlag[];
  skipped: Record<string, number>;
  failed: Record<string, number>;
  cost: { totalUsd: number; perCallUsd: number | null; perQualifiedLeadUsd: number | null; cachedCalls: number;
    tokens: Tokens };
  scoreDistribution?: { from: number; to: number; n: number }[];
  trend?: { date: string; calls: number; averageScore: number | null; averageLeadScore: number | null;
    qualifiedLeads: number }[];
  strengths?: CategoryCalls[];
  gaps?: CategoryCalls[];
  topReps?: Rep[];
  coachFirst?: Rep[];
}

export interface Run {
  id: string;
  callId: string | null;
  jobId: string;
  row: number | null;
  state: string;
  priority: number;
  submittedAt: string | null;
  startedAt: string | null;
  step: string | null;
  attempts: number;
  wakeAt: string | null;
  waitingFor: string | null;
  failure: { code: string; message: string } | null;
}
export interface RunPage {
  counts: Record<"queued" | "running" | "waiting" | "completed" | "failed" | "cancelled", number>;
  runs: Run[];
  nextCursor: string | null;
}

export interface PriceStep { inputTokensMax: number; inputUsd: number; outputUsd: number; cacheReadUsd: number;
  cacheWriteUsd: number }
export interface Model { id: string; provider: string; contextTokens: number; outputTokensMax: number;
  pricesPerMillionTokens: PriceStep[]; retiresAt: string | null; replacement: string | null }
export interface Models { provider: string; preset: string; presets: Record<string, { silver: string; gold: string }>;
  models: Model[] }

export interface RubricCategory { key: string; title: string; weight: number; question: string; anchors: string[] }
export interface CustomQuestion { id: string; text: string; divisions?: string[]; callTypes?: string[] }
export interface Workspace {
  company: string;
  timeZone: string;
  divisions: { name: string; business?: string; keywords?: string[] }[];
  reps: { name: string; aliases: string[]; division: string }[];
  rubric: RubricCategory[];
  questions?: CustomQuestion[];
  [other: string]: unknown;
}
export interface KeyState { isSet: boolean; origin: "environment" | "stored" | null }
export interface PointsByLevel { weight: number; points: Record<string, number> }
/** What each fact about a lead is worth; red flags by their count. */
export interface LeadPoints { timeline: PointsByLevel; authority: PointsByLevel; need: PointsByLevel; serviceFit: PointsByLevel;
  redFlags: { weight: number; points: number[] } }
export interface Settings {
  version: string;
  company: string;
  timeZone: string;
  settings: { name: string; value: string; origin: string; sentence: string }[];
  workspace?: Workspace;
  leadPoints?: LeadPoints;
  workspaceOrigin?: "built-in" | "file" | "stored";
  keys?: Record<string, KeyState>;
  privacy?: { redact: Record<"card" | "ssn" | "email" | "phone", boolean>; retentionDays: number | null };
  unknownReps?: { name: string; calls: number }[];
  token?: { isSet: boolean };
}
export interface Session { needsToken: boolean; signedIn: boolean }
