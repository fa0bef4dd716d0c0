import type { Day } from '../calendar/day.ts';
import type { PolicyBefore } from '../notice/carry.ts';
import type { FindingDraft } from '../plan/lists.ts';
import type { FindingAdjustment } from './events.ts';
import type { MeasureEntry } from './state.ts';

type Orders = {
  draft: { draft: FindingDraft; campaign: string; measures: string[] };
  addMeasures: { measures: string[] };
  issue: { document: string; approvers: string[]; on?: Day };
  /** Sent by a measure whenever it starts or stops being something to be done. */
  measureChanged: { measure: string } & MeasureEntry;
  adjust: { changes: FindingAdjustment; reason: string; approver: string };
  succeed: { from: string; to: string };
  /** The policy has changed; as a measure's. */
  recount: { was: PolicyBefore };
  /** `decision`: the leading group's, without which an item of its head is not closed. */
  close: { decision?: string };
};

export type FindingOrder = keyof Orders;
export type FindingCommand = { [T in FindingOrder]: { type: T } & Orders[T] }[FindingOrder];
export type FindingCommandOf<T extends FindingOrder> = Extract<FindingCommand, { type: T }>;
