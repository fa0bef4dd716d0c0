import type { CalendarYear } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import type { Cadence } from '../calendar/period.ts';
import type { PolicyBefore } from '../notice/carry.ts';
import type { PersonId, UnitId } from '../plan/directory.ts';
import type { History, MeasureDraft } from '../plan/lists.ts';
import type { PartDraft } from '../plan/quantity.ts';
import type { Address } from '../plan/recipient.ts';
import type { Adjustment } from './events.ts';
import type { NextStep } from './state.ts';

type Orders = {
  draft: { draft: MeasureDraft; campaign: string };
  /** What had happened to a draft before the engine had it; said again, the last one counts. */
  enterHistory: { history: History };
  /** `on`: the date of the document; 立行立改 is counted from it. */
  issue: { document: string; approvers: string[]; on?: Day };
  /** A unit was merged into another, or a person has a successor; concerns whom it concerns. */
  succeed: { from: string; to: string };
  acknowledge: Record<never, never>;
  report: {
    progress: string;
    done?: string;
    effect?: string;
    difficulties?: string;
    next: string;
    noChange?: string;
    asOf?: Day;
  };
  /** What a participating unit hands the lead unit for its report. */
  contribute: { progress: string; asOf?: Day };
  /** At the end of the concentrated period; `by` only to finish by. */
  setNextStep: { step: NextStep; by?: Day; cadence?: Cadence; reason: string };
  /** What a check round found, and what follows for the measure; the campaign has judged whether it may. */
  checked: {
    check: string;
    checker: PersonId;
    method: string;
    result: 'held' | 'problem';
    reason: string | null;
    follow: 'handOver' | 'return' | 'rebound' | null;
    due: Day | null;
  };
  /** Calendar or policy have changed; `before`: the years as they were, null where none was announced; `was`: the policy. */
  recount: { before: Record<string, CalendarYear | null>; was?: PolicyBefore };
  meetMilestone: { index: number; on?: Day };
  claimEffect: { on?: Day; evidence: string[]; noEvidenceReason?: string };
  confirmEffect: Record<never, never>;
  refuseEffect: { reason: string };
  /** Into parts that are closed singly: these, or one for each township of the directory (各镇(街道)). */
  divide: { parts?: PartDraft[]; each?: 'township' };
  /** How much is done in all by a day, of the whole or of one part; less than before only with a reason. */
  count: { done: number; part?: string; reason?: string; asOf?: Day };
  handInPart: { part: string; evidence: string[]; noEvidenceReason?: string; on?: Day };
  returnPart: { part: string; reason: string };
  closePart: { part: string };
  /** What a measure without a date hangs on, and who watches it; without words the condition stays. */
  watch: { watcher: Address; condition?: string; reason: string };
  /** Has the condition come? Then with the date it runs to; if not, with a word. */
  answerCondition: { result: 'come' | 'notYet'; word?: string; doneDue?: Day; effectDue?: Day };
  /** The unit asks that it be accepted as long-term, leader and office accept. */
  askPermanent: { evidence: string[]; noEvidenceReason?: string };
  acceptPermanent: Record<never, never>;
  refusePermanent: { reason: string };
  /** Once a year: is what is long-term still kept up? */
  reviewPermanent: { method: string; result: 'held' | 'rebound'; reason?: string; newDue?: Day };
  /** Of a closed measure, for its next look-back. */
  renewEvidence: { evidence: string[]; noEvidenceReason?: string };
  /** `shortReason`: why less than its quantity is done. */
  submit: { doneOn?: Day; evidence: string[]; noEvidenceReason?: string; shortReason?: string };
  approve: { document?: string };
  return: { reason: string };
  close: { decision?: string };
  /** The higher level is asked to accept it: which body, by which document. */
  applyAcceptance: { body: string; application: string; on?: Day };
  recordAcceptance: { result: 'accepted' | 'refused'; document: string; on?: Day; reason?: string };
  lookBack: { method: string; result: 'held' | 'rebound'; reason?: string; newDue?: Day };
  rebound: { reason: string; newDue: Day };
  requestExtension: { to: Day; reason: string; progress: string };
  grantExtension: Record<never, never>;
  refuseExtension: { reason: string };
  setLimit: { to: Day; reason: string };
  reassign: {
    leadUnit: UnitId;
    participants?: UnitId[];
    handler?: PersonId | null;
    leaders?: PersonId[];
    reason: string;
  };
  sayNotMine: { reason: string };
  refuseNotMine: { reason: string };
  suspend: { reason: string };
  resume: { newDue?: Day };
  adjust: { changes: Adjustment; reason: string; approver: string };
  withdraw: { reason: string; approver: string };
  convertToLongTerm: { reason: string; approver: string };
};

export type MeasureOrder = keyof Orders;
/** What a person asks of a measure; the actor travels beside it. */
export type MeasureCommand = { [T in MeasureOrder]: { type: T } & Orders[T] }[MeasureOrder];
export type MeasureCommandOf<T extends MeasureOrder> = Extract<MeasureCommand, { type: T }>;
