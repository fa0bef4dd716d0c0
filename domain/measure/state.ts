import type { Day, Instant } from '../calendar/day.ts';
import type { PersonId, Role, UnitId } from '../plan/directory.ts';
import type { Deadline, History, Kind } from '../plan/lists.ts';
import type { ReviewStep } from '../plan/policy.ts';
import type { Clock } from './clock.ts';

/**
 * `open`: the unit works on it; `review`: a reviewer has it; `closed`: 销号, look-backs may follow.
 */
export const phases = ['draft', 'open', 'review', 'suspended', 'closed', 'withdrawn'] as const;
export type Phase = (typeof phases)[number];

/** One step of a review as it was laid down at submission: what is asked, and which post answers. */
export type ReviewStage = { step: ReviewStep; by: Role; standsIn: boolean };

/** What a unit handed in: the date of the accepted one judges punctuality (PROCESS.md, Time rules). */
export type Submission = {
  round: number;
  by: PersonId;
  day: Day;
  doneOn: Day;
  evidence: string[];
  noEvidenceReason: string | null;
};

/** `index` past the last stage: only the closing itself is left, by the post `closer`. `limit` is the present holder's. */
export type Review = {
  stages: ReviewStage[];
  index: number;
  limit: Day;
  approvals: { step: ReviewStep; by: PersonId }[];
  closer: Role;
};

export type Closure = { by: PersonId; day: Day; round: number; late: boolean; decision: string | null };

/** A measure as its events left it; plain JSON, carried from run to run and stored beside the ledger's head. */
export type MeasureState = {
  v: 1;
  id: string;
  campaign: string;
  finding: string;
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
  phase: Phase;
  issuedAt: Instant | null;
  /** Since when the present lead unit has it, and is asked to acknowledge it. */
  assignedAt: Instant | null;
  /** When the present limits were set: no rung speaks for a time before it. */
  limitsSince: Instant;
  acknowledgedAt: Instant | null;
  /** Kind longTerm, or converted: no end date, periodic reports for as long as it lasts. */
  longTerm: boolean;
  cycle: { period: string; cutOff: Day; reported: boolean } | null;
  reports: number;
  missedReports: number;
  lastReport: { period: string; progress: string; next: string } | null;
  effect: { claimedOn: Day; by: PersonId; confirmedBy: PersonId | null } | null;
  submission: Submission | null;
  rounds: number;
  review: Review | null;
  resubmitBy: Day | null;
  extension: { to: Day; reason: string; by: PersonId; limit: Day; round: number } | null;
  extensionsGranted: number;
  suspended: { reason: string; from: 'open' | 'review'; on: Day } | null;
  closure: Closure | null;
  lookBack: { base: Day; done: number; next: Day | null };
  rebounds: number;
  /** Nothing more will happen: its workflow has completed. */
  archivedAt: Instant | null;
  clock: Clock | null;
  /** What had happened before the engine had it; absent: nothing. */
  history?: History;
  /** Per limit (`done:2024-09-30`, `cycle:2024-09`, …) how many rungs of its ladder are behind it. */
  rungs: Record<string, number>;
};
