import type { Day, Instant } from '../calendar/day.ts';
import type { Notice } from '../notice/notice.ts';
import type { PersonId, UnitId } from '../plan/directory.ts';
import type { Deadline, History, MeasureDraft } from '../plan/lists.ts';
import type { Review, Submission } from './state.ts';

/** Fields an `adjust` may change, each with its old value kept in the event before it; kind and no end only in a draft. */
export type Adjustment = Partial<Pick<MeasureDraft, 'no' | 'title' | 'text' | 'publish' | 'milestones' | 'kind'>> & {
  effectDue?: Deadline | null;
  doneDue?: Deadline | null;
};

type Payloads = {
  Drafted: { draft: MeasureDraft; campaign: string };
  Issued: { document: string; approvers: string[]; doneDue: Deadline | null; on?: Day };
  /** Of a draft: what had happened before. It comes to bear at the issue, without a notice. */
  HistoryEntered: { history: History };
  /** At the issue: the item goes on from where it stood; done and not closed, it is to be submitted by `resubmitBy`. */
  Joined: { history: History; resubmitBy: Day | null };
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
  };
  MilestoneMet: { index: number; on: Day };
  EffectClaimed: { on: Day; evidence: string[] };
  EffectConfirmed: Record<never, never>;
  /** A rung of a ladder was passed at `position`; `spoke` is false where a later one of the same tick speaks for it. */
  RungReached: { basis: string; position: number; rung: string; day: Day; spoke: boolean };
  Submitted: { submission: Submission; review: Review; skipped: { step: string; why: string }[] };
  StepApproved: { step: string; by: PersonId; document: string | null; nextLimit: Day };
  Returned: { step: string; reason: string; resubmitBy: Day };
  /** `lookedBack`: how many look-backs lie behind it already (what was closed before it joined). */
  Closed: { late: boolean; day: Day; decision: string | null; nextLookBack: Day | null; lookedBack?: number };
  LookedBack: { method: string; result: 'held' | 'rebound'; nextLookBack: Day | null };
  Rebounded: { reason: string; doneDue: Deadline };
  ExtensionRequested: { to: Day; reason: string; progress: string; limit: Day };
  ExtensionGranted: { doneDue: Deadline; from: Day };
  ExtensionRefused: { reason: string };
  LimitSet: { doneDue: Deadline; reason: string };
  Reassigned: {
    leadUnit: UnitId;
    participants: UnitId[];
    handler: PersonId | null;
    leaders: PersonId[];
    reason: string;
  };
  NotMineSaid: { reason: string };
  Suspended: { reason: string; on: Day };
  /** `reviewLimit`: the reviewer's new limit, where it was he who held it. */
  Resumed: { doneDue: Deadline | null; reviewLimit: Day | null };
  Adjusted: { changes: Adjustment; reason: string; approver: string };
  Withdrawn: { reason: string; approver: string };
  ConvertedToLongTerm: { reason: string; approver: string };
  Archived: Record<never, never>;
};

export type MeasureEventType = keyof Payloads;
/** What happened to a measure, when, by whom, and who is to be told of it. */
export type MeasureEvent = {
  [T in MeasureEventType]: { type: T; at: Instant; by: PersonId; notices: Notice[] } & Payloads[T];
}[MeasureEventType];
export type MeasureEventOf<T extends MeasureEventType> = Extract<MeasureEvent, { type: T }>;
