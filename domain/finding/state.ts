import type { Day, Instant } from '../calendar/day.ts';
import type { PersonId, UnitId } from '../plan/directory.ts';

/** How a measure stands as its finding knows it. */
export type MeasureStatus = 'draft' | 'open' | 'closed' | 'withdrawn' | 'longTerm';
export type MeasureEntry = { status: MeasureStatus; archived: boolean };

/** A finding as its events left it; it is settled when none of its measures is still to be done. */
export type FindingState = {
  v: 1;
  id: string;
  campaign: string;
  no: string;
  category: string[];
  title: string;
  leadUnit: UnitId;
  leaders: PersonId[];
  publish: boolean;
  phase: 'draft' | 'open' | 'closed';
  issuedAt: Instant | null;
  measures: Record<string, MeasureEntry>;
  /** Since when nothing is left to be done; null while something is. */
  settledOn: Day | null;
  closure: { by: PersonId; day: Day } | null;
  reopened: number;
  archivedAt: Instant | null;
  limitsSince: Instant;
  rungs: Record<string, number>;
};

/** The measures that still stand in the way of closing, by id. */
export function unsettled(state: FindingState): string[] {
  return Object.entries(state.measures)
    .filter(([, { status }]) => status === 'draft' || status === 'open')
    .map(([id]) => id);
}
