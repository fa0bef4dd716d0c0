import type { Day, Instant } from '../calendar/day.ts';
import type { Cadence } from '../calendar/period.ts';
import type { PersonId, Role, UnitId } from '../plan/directory.ts';
import type { Letter } from '../plan/letter.ts';
import type { Condition, Deadline, History, Kind } from '../plan/lists.ts';
import type { ReviewStep } from '../plan/policy.ts';
import type { Quantity, Quota } from '../plan/quantity.ts';
import type { Clock } from './clock.ts';
import type { Part } from './part.ts';

/**
 * `open`: the unit works on it; `review`: a reviewer has it; `closed`: 销号, look-backs may follow.
 */
export const phases = ['draft', 'open', 'review', 'suspended', 'closed', 'withdrawn'] as const;
export type Phase = (typeof phases)[number];

/** What becomes of an item that is open at the end: kept up, finished by a day, watched for long, or permanent. */
export const nextSteps = ['consolidate', 'finishBy', 'longWatch', 'permanent'] as const;
export type NextStep = (typeof nextSteps)[number];

/** A role towards a measure; `findingPrincipal` heads the unit that leads its finding, `team` the team that sees it. */
export type Post = Role | 'findingPrincipal' | 'team';

/** One step of a review: what is asked, and which post answers; named anew when the directory changes. */
export type ReviewStage = { step: ReviewStep; by: Post; standsIn: boolean };

/** What a unit handed in: the date of the accepted one judges punctuality (PROCESS.md, Time rules). */
export type Submission = {
  round: number;
  by: PersonId;
  day: Day;
  doneOn: Day;
  evidence: string[];
  noEvidenceReason: string | null;
  /** Why less than there is to do was done. */
  shortReason?: string;
};

/** `index` past the last stage: only the closing itself is left, by the post `closer`. `limit` is the present holder's. */
export type Review = {
  stages: ReviewStage[];
  index: number;
  limit: Day;
  approvals: { step: ReviewStep; by: PersonId }[];
  closer: Post;
};

/**
 * 取得明显成效 as claimed. `asks`: whose word is wanted until `limit`, the leader's before the office's; `signedBy`: the
 * leader who has given his.
 */
export type Effect = {
  claimedOn: Day;
  by: PersonId;
  confirmedBy: PersonId | null;
  asks?: Post;
  limit?: Day;
  signedBy?: PersonId;
};

/**
 * That it is to count as long-term: the unit asks, `asks` says whose word is wanted until `limit`, the leader's
 * (`signedBy`) before the office's; only when `acceptedBy` stands does it no longer hold its finding open.
 */
export type Permanence = {
  by: PersonId;
  asks?: Post;
  limit?: Day;
  signedBy?: PersonId;
  acceptedBy: PersonId | null;
};

/** The higher level's acceptance: who was asked how, and the answer; `result` null while there is none. */
export type Acceptance = {
  body: string;
  application: string;
  appliedOn: Day;
  result: 'accepted' | 'refused' | null;
  document: string | null;
  /** The last report cycle after which the office was asked how it stands. */
  asked: string | null;
};

/** `for`: on whose behalf a deputy closed it. */
export type Closure = {
  by: PersonId;
  for?: PersonId;
  day: Day;
  round: number;
  late: boolean;
  decision: string | null;
};

/** A measure as its events left it; plain JSON, carried from run to run and stored beside the ledger's head. */
export type MeasureState = {
  v: 1;
  id: string;
  campaign: string;
  finding: string;
  /** The unit that leads its finding; absent in lists that did not say. */
  findingUnit?: UnitId;
  /** Findings it is done for too. */
  alsoUnder?: string[];
  /** 备注 of the lists. */
  note?: string;
  no: string;
  title: string;
  text: string;
  kind: Kind;
  publish: boolean;
  leaders: PersonId[];
  leadUnit: UnitId;
  participants: UnitId[];
  handler: PersonId | null;
  effectDue: Deadline | null;
  doneDue: Deadline | null;
  /**
   * The date punctuality is judged by: moves with a granted extension, not with a new limit set after the date, nor
   * with anything that moves such a new limit further.
   */
  judgedBy: Day | null;
  milestones: { day: Day; text: string; metOn: Day | null }[];
  /** How much there is to do and how much is done; with parts that have shares, their sums. */
  quantity?: Quantity & { done: number };
  parts?: Part[];
  quotas?: Quota[];
  phase: Phase;
  issuedAt: Instant | null;
  /** Since when the present lead unit has it, and is asked to acknowledge it. */
  assignedAt: Instant | null;
  /** When the present limits were set: no rung speaks for a time before it. */
  limitsSince: Instant;
  acknowledgedAt: Instant | null;
  /** Kind longTerm, or converted: no end date, periodic reports for as long as it lasts. */
  longTerm: boolean;
  permanence?: Permanence;
  /** The day of the next yearly review of a long-term one. */
  reviewOn?: Day;
  /** It has no date until this has come; `answered`: the last period in which its watcher said: not yet. */
  condition?: Condition & { answered?: string };
  cycle: { period: string; cutOff: Day; reported: boolean; contributed?: UnitId[] } | null;
  /** Its own cadence of reports; absent: its plan's. */
  cadence?: Cadence;
  reports: number;
  missedReports: number;
  /** `nearCopy`: it says almost what the one before it said. */
  lastReport: { period: string; progress: string; next: string; nearCopy?: true } | null;
  effect: Effect | null;
  submission: Submission | null;
  rounds: number;
  review: Review | null;
  /** Who heads its team, as the review asks him. */
  teamHead?: PersonId;
  acceptance?: Acceptance;
  resubmitBy: Day | null;
  extension: { to: Day; reason: string; by: PersonId; limit: Day; round: number } | null;
  extensionsGranted: number;
  /** The lead unit says it is not its own; the office has until `limit` to reassign it or to say why it stays. */
  notMine?: { by: PersonId; reason: string; limit: Day };
  /** The unit it was last taken from: its reminders are void. */
  formerUnit?: UnitId;
  suspended: { reason: string; from: 'open' | 'review'; on: Day } | null;
  closure: Closure | null;
  lookBack: {
    base: Day;
    done: number;
    next: Day | null;
    /** What the unit has handed in for the next one. */
    fresh?: { by: PersonId; evidence: string[]; noEvidenceReason: string | null };
  };
  rebounds: number;
  /** Nothing more will happen: its workflow has completed. */
  archivedAt: Instant | null;
  clock: Clock | null;
  /** What was decided for it at the end of the concentrated period. */
  nextStep?: { step: NextStep; until: Day | null; cadence: Cadence };
  /** What had happened before the engine had it; absent: nothing. */
  history?: History;
  /** Per limit (`done:2024-09-30`, `cycle:2024-09`, …) how many rungs of its ladder are behind it. */
  rungs: Record<string, number>;
  /** Per limit, how often it has spoken under which letter. */
  spoken?: Record<string, Partial<Record<Letter, number>>>;
};
