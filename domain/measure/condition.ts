import { addDays, type Day } from '../calendar/day.ts';
import type { Policy } from '../plan/policy.ts';
import { holderOf } from './holder.ts';
import type { Light } from './light.ts';
import type { MeasureState } from './state.ts';

/** The light a measure shows on a day: one at a time, worst claim first (PAGES.md, section 5). */
export function lightOf(state: MeasureState, day: Day, policy: Pick<Policy, 'dueSoonDays'>): Light {
  switch (state.phase) {
    case 'draft':
    case 'suspended':
    case 'withdrawn':
    case 'closed':
      return state.phase;
    case 'review':
      return holderOf(state) === 'higherLevel' ? 'withHigherLevel' : 'withReviewer';
    case 'open':
      return openLight(state, day, policy);
  }
}

/** Accepted by leader and office as long-term: it settles its finding, and counts apart. */
export function isPermanent({ longTerm, permanence }: MeasureState): boolean {
  return longTerm && permanence !== undefined && permanence.acceptedBy !== null;
}

function openLight(state: MeasureState, day: Day, policy: Pick<Policy, 'dueSoonDays'>): Light {
  if (state.longTerm) return 'longTerm';
  if (isOverdue(state, day)) return 'overdue';
  if (state.milestones.some((milestone) => !milestone.metOn && milestone.day < day)) return 'lagging';
  if (state.quotas?.some((quota) => quota.day < day && (state.quantity?.done ?? 0) < quota.done)) return 'lagging';
  if (state.effectDue && !state.effect && state.effectDue.day < day) return 'lagging';
  const running = runningDay(state);
  if (running !== null && running <= addDays(day, policy.dueSoonDays)) return 'dueSoon';
  return 'normal';
}

/** Past the date that runs against the unit, while the unit holds it. */
export function isOverdue(state: MeasureState, day: Day): boolean {
  const running = runningDay(state);
  return state.phase === 'open' && !state.longTerm && running !== null && running < day;
}

/** The date that runs against the unit, as in `limit.ts`: none while an extension is undecided, after a return the new one. */
function runningDay(state: MeasureState): Day | null {
  return state.extension ? null : (state.resubmitBy ?? state.doneDue?.day ?? null);
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
