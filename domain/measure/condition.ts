import type { Day } from '../calendar/day.ts';
import type { Policy } from '../plan/policy.ts';
import type { Light } from './light.ts';
import { lightOn, runningDay, standingOf } from './standing.ts';
import type { MeasureState } from './state.ts';

/** The light a measure shows on a day. */
export function lightOf(state: MeasureState, day: Day, policy: Pick<Policy, 'dueSoonDays'>): Light {
  return lightOn(standingOf(state, policy), day);
}

/** Accepted by leader and office as long-term: it settles its finding, and counts apart. */
export function isPermanent({ longTerm, permanence }: MeasureState): boolean {
  return longTerm && permanence !== undefined && permanence.acceptedBy !== null;
}

/** Past the date that runs against the unit, while the unit holds it. */
export function isOverdue(state: MeasureState, day: Day): boolean {
  const running = runningDay(state);
  return state.phase === 'open' && !state.longTerm && running !== null && running < day;
}

/**
 * Late against its first promise: what was handed in after the date punctuality is judged by, or is past it and not handed
 * in at all. A reviewer's time never makes a measure late, nor does a suspension (PROCESS.md, Time rules).
 */
export function isLate(state: MeasureState, day: Day): boolean {
  if (state.closure) return state.closure.late;
  if (state.judgedBy === null || state.longTerm || state.phase === 'withdrawn' || state.phase === 'draft') return false;
  const { phase, suspended, submission } = state;
  if (phase === 'review' || suspended?.from === 'review') return (submission?.day ?? day) > state.judgedBy;
  return (suspended?.on ?? day) > state.judgedBy;
}
