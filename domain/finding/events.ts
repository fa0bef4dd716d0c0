import type { Day, Instant } from '../calendar/day.ts';
import type { Notice } from '../notice/notice.ts';
import type { PersonId } from '../plan/directory.ts';
import type { FindingDraft } from '../plan/lists.ts';
import type { MeasureEntry } from './state.ts';

/** Fields an `adjust` may change, each with its old value kept in the event before it. */
export type FindingAdjustment = Partial<Omit<FindingDraft, 'id'>>;

type Payloads = {
  Drafted: { draft: FindingDraft; campaign: string; measures: string[] };
  Adjusted: { changes: FindingAdjustment; reason: string; approver: string };
  MeasuresAdded: { measures: string[] };
  Issued: { document: string };
  MeasureChanged: { measure: string } & MeasureEntry;
  Succeeded: { from: string; to: string };
  Settled: { on: Day };
  RungReached: { basis: string; position: number; rung: string; day: Day; spoke: boolean };
  /** How many rungs of a changed ladder lie behind each limit. */
  Recounted: { rungs: Record<string, number> };
  Closed: { day: Day; longTerm: string[]; decision?: string };
  /** A closed finding has a measure to be done again; the old closure stays in the record. */
  Reopened: { measure: string };
  Archived: Record<never, never>;
};

export type FindingEventType = keyof Payloads;
export type FindingEvent = {
  [T in FindingEventType]: { type: T; at: Instant; by: PersonId; notices: Notice[] } & Payloads[T];
}[FindingEventType];
export type FindingEventOf<T extends FindingEventType> = Extract<FindingEvent, { type: T }>;
