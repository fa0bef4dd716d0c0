import type { Day, Instant } from '../calendar/day.ts';
import type { Cadence } from '../calendar/period.ts';
import type { Notice } from '../notice/notice.ts';
import type { PersonId, UnitId } from '../plan/directory.ts';
import type { Letter } from '../plan/letter.ts';
import type { LetterKind } from '../plan/letterKind.ts';
import type { Condition, Deadline, History, MeasureDraft } from '../plan/lists.ts';
import type { PartDraft, Quantity, Quota } from '../plan/quantity.ts';
import type { NextStep, Post, Review, Submission } from './state.ts';

/** Fields an `adjust` may change, each with its old value kept in the event before it; kind and no end only in a draft. */
export type Adjustment = Partial<
  Pick<MeasureDraft, 'no' | 'title' | 'text' | 'publish' | 'milestones' | 'kind' | 'alsoUnder' | 'note'>
> & {
  /** null: as its plan says. */
  cadence?: Cadence | null;
  effectDue?: Deadline | null;
  doneDue?: Deadline | null;
  /** How much there is to do, and each part's share of it; a part that is not named keeps its own. */
  quantity?: Quantity;
  shares?: Record<string, number>;
  quotas?: Quota[];
};

type Payloads = {
  Drafted: { draft: MeasureDraft; campaign: string };
  /** `reviewOn`: the first yearly review of a long-term one. */
  Issued: { document: string; approvers: string[]; doneDue: Deadline | null; on?: Day; reviewOn?: Day };
  /** Of a draft: what had happened before. It comes to bear at the issue, without a notice. */
  HistoryEntered: { history: History };
  /** At the issue: the item goes on from where it stood; done and not closed, it is to be submitted by `resubmitBy`. */
  Joined: { history: History; resubmitBy: Day | null };
  /** A unit or a person it names is another now; until then it was the old one's. */
  Succeeded: { from: string; to: string };
  Acknowledged: Record<never, never>;
  CycleOpened: { period: string; cutOff: Day };
  Reported: {
    period: string;
    progress: string;
    done: string;
    effect: string;
    difficulties: string;
    next: string;
    noChange: string | null;
    asOf: Day;
    /** It says almost what the one before it said. */
    nearCopy?: true;
    /** Participants who had handed in nothing. */
    without?: UnitId[];
  };
  Contributed: { period: string; unit: UnitId; progress: string; asOf: Day };
  NextStepSet: { step: NextStep; until: Day | null; cadence: Cadence; reason: string };
  Checked: { check: string; checker: PersonId; method: string; result: 'held' | 'problem'; reason: string | null };
  /**
   * Calendar or policy have changed: the cut-off that runs, and days that people were told; `rungs`: how many rungs of a
   * changed ladder lie behind each limit.
   */
  Recounted: {
    cutOff: { period: string; from: Day; to: Day } | null;
    moves: { basis: string; from: Day; to: Day }[];
    rungs?: Record<string, number>;
  };
  MilestoneMet: { index: number; on: Day };
  Divided: { parts: PartDraft[] };
  Counted: { part: string | null; done: number; on: Day; reason?: string };
  PartHandedIn: { part: string; on: Day; evidence: string[]; noEvidenceReason?: string; limit: Day };
  PartReturned: { part: string; reason: string };
  PartClosed: { part: string; on: Day };
  EffectClaimed: { on: Day; evidence: string[]; noEvidenceReason?: string; asks?: Post; limit?: Day };
  /** `asks`: whose word is still wanted, and by when; absent: it is confirmed. */
  EffectConfirmed: { asks?: Post; limit?: Day };
  EffectRefused: { reason: string };
  /** A claim waits for another post: the directory has changed since. */
  ConfirmerNamed: { post: Post; limit: Day };
  Watched: { condition: Condition; reason: string };
  ConditionCame: { doneDue: Deadline; effectDue: Deadline | null; word: string | null };
  ConditionAwaited: { period: string; word: string };
  PermanenceAsked: { evidence: string[]; noEvidenceReason?: string; asks: Post; limit: Day };
  /** `asks`: whose word is still wanted, and by when; absent: it is accepted. */
  PermanenceAccepted: { asks?: Post; limit?: Day };
  PermanenceRefused: { reason: string };
  /** It waits for another post: the directory has changed since. */
  AccepterNamed: { post: Post; limit: Day };
  PermanenceReviewed: { method: string; result: 'held' | 'rebound'; reviewOn: Day | null };
  EvidenceRenewed: { evidence: string[]; noEvidenceReason: string | null };
  /** A rung of a ladder was passed at `position`; `spoke` is false where a later one of the same tick speaks for it. */
  RungReached: {
    basis: string;
    position: number;
    rung: string;
    day: Day;
    spoke: boolean;
    letter?: Letter;
    drafts?: LetterKind;
  };
  Submitted: {
    submission: Submission;
    review: Review;
    skipped: { step: string; why: string }[];
    teamHead?: PersonId;
  };
  /** The present step has gone to another post: the directory has changed since the review was laid down. */
  ReviewerNamed: { index: number; post: Post; standsIn: boolean; teamHead?: PersonId };
  /** `left`: lead leaders who have still to sign where policy wants all; absent: the step is done. */
  StepApproved: {
    step: string;
    by: PersonId;
    document: string | null;
    nextLimit: Day;
    left?: PersonId[];
    for?: PersonId;
  };
  AcceptanceApplied: { body: string; application: string; on: Day; limit: Day };
  AcceptanceRecorded: { result: 'accepted' | 'refused'; document: string; on: Day; reason: string | null };
  /** A report cycle went by without an answer from the higher level. */
  AcceptanceAsked: { period: string };
  Returned: { step: string; reason: string; resubmitBy: Day };
  /** `lookedBack`: how many look-backs lie behind it already (what was closed before it joined). */
  Closed: {
    late: boolean;
    day: Day;
    decision: string | null;
    nextLookBack: Day | null;
    lookedBack?: number;
    for?: PersonId;
  };
  /** `early`: one more than those scheduled; the next scheduled one stays. */
  LookedBack: {
    method: string;
    result: 'held' | 'rebound';
    nextLookBack: Day | null;
    early?: boolean;
    /** The unit's, handed in for it; absent: none. */
    evidence?: string[];
  };
  Rebounded: { reason: string; doneDue: Deadline };
  ExtensionRequested: { to: Day; reason: string; progress: string; limit: Day };
  ExtensionGranted: { doneDue: Deadline; from: Day };
  ExtensionRefused: { reason: string };
  /** It was handed in before anybody had answered. */
  ExtensionLapsed: { to: Day };
  LimitSet: { doneDue: Deadline; reason: string };
  Reassigned: {
    leadUnit: UnitId;
    participants: UnitId[];
    handler: PersonId | null;
    leaders: PersonId[];
    reason: string;
    /** The unit it was taken from. */
    from?: UnitId;
  };
  NotMineSaid: { reason: string; limit?: Day };
  NotMineRefused: { reason: string };
  Suspended: { reason: string; on: Day };
  /** `reviewLimit`: the reviewer's new limit, where it was he who held it. */
  Resumed: { doneDue: Deadline | null; reviewLimit: Day | null };
  /** `notUnder`: findings it is done for no more. */
  Adjusted: { changes: Adjustment; reason: string; approver: string; notUnder?: string[] };
  Withdrawn: { reason: string; approver: string };
  ConvertedToLongTerm: { reason: string; approver: string; reviewOn?: Day };
  Archived: Record<never, never>;
};

export type MeasureEventType = keyof Payloads;
/** What happened to a measure, when, by whom, and who is to be told of it. */
export type MeasureEvent = {
  [T in MeasureEventType]: { type: T; at: Instant; by: PersonId; notices: Notice[] } & Payloads[T];
}[MeasureEventType];
export type MeasureEventOf<T extends MeasureEventType> = Extract<MeasureEvent, { type: T }>;
