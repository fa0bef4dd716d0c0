import { type Day, daysBetween } from '../calendar/day.ts';
import { isLate } from '../measure/condition.ts';
import type { MeasureEventOf } from '../measure/events.ts';
import type { MeasureState } from '../measure/state.ts';
import type { UnitId } from '../plan/directory.ts';
import type { LetterKind } from '../plan/letterKind.ts';

/** What the record says for a letter, as of the day it was drafted; dates and counts, no judgement. */
export type Reasons = { due: Day | null; daysLate: number; missedReports: number; rebounds: number; returns: number };

/** A letter that the office has not released or dropped yet. */
export type LetterDraft = {
  id: string;
  kind: LetterKind;
  unit: UnitId;
  measure: string | null;
  /** What the measure was called when it was drafted. */
  about?: { no: string; title: string };
  reasons: Reasons | null;
  text: string;
  draftedOn: Day;
};

/** The letter a rung of a measure's ladder calls for where its policy names none. */
const letterOfRung: Record<string, LetterKind> = {
  supervise: 'supervise',
  circulate: 'circulate',
  talk: 'talk',
};

/** The sealed paper that what happened to a measure calls for: the campaign drafts it from the record. Null: none. */
export function letterAfter(event: { type: string }): LetterKind | null {
  const { basis, rung, spoke, drafts } = event as Partial<MeasureEventOf<'RungReached'>>;
  if (event.type !== 'RungReached' || !spoke) return null;
  if (drafts) return drafts;
  if (!basis?.startsWith('done:')) return null;
  return letterOfRung[rung ?? ''] ?? null;
}

export function reasonsOf(measure: MeasureState, day: Day): Reasons {
  const due = measure.judgedBy;
  const isOver = due !== null && isLate(measure, day);
  return {
    due,
    daysLate: isOver ? Math.max(0, daysBetween(due, day)) : 0,
    missedReports: measure.missedReports,
    rebounds: measure.rebounds,
    returns: Math.max(0, measure.rounds - 1),
  };
}
