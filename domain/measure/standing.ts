import { addDays, type Day } from '../calendar/day.ts';
import type { Policy } from '../plan/policy.ts';
import type { Holder } from './clock.ts';
import { holderOf } from './holder.ts';
import type { Light } from './light.ts';
import type { MeasureState } from './state.ts';

/** Those whose passed limits are counted (超限在谁手里). */
export type Answerable = 'unit' | 'leader' | 'office' | 'higherLevel';

/** After any day there is: what does not come. */
export const never: Day = '9999-12-31';

/** Lights that only a person's act changes; an `open` measure's light changes with the days as well. */
export type Base = Exclude<Light, 'normal' | 'dueSoon' | 'lagging' | 'overdue'> | 'open';

/**
 * How a measure stands whatever the day, and from which days on it will be due soon, behind a promise, and past the date
 * that runs against whoever holds it (`past`), if nobody acts: all its light depends on.
 */
export type Standing = { base: Base; soonFrom: Day; lagFrom: Day; lateFrom: Day; past: Answerable };

export function standingOf(state: MeasureState, { dueSoonDays }: Pick<Policy, 'dueSoonDays'>): Standing {
  const still = { soonFrom: never, lagFrom: never, lateFrom: never, past: 'unit' as const };
  if (state.phase === 'review') {
    const holder = holderOf(state);
    const base = holder === 'higherLevel' ? 'withHigherLevel' : 'withReviewer';
    return { ...still, base, lateFrom: addDays(state.review!.limit, 1), past: answerable(holder) };
  }
  if (state.phase !== 'open') return { ...still, base: state.phase };
  if (state.longTerm) return { ...still, base: 'longTerm' };
  const running = runningDay(state);
  const promised = firstMissed(state);
  return {
    ...{ base: 'open', past: 'unit' },
    soonFrom: running === null ? never : addDays(running, -dueSoonDays),
    lagFrom: promised === null ? never : addDays(promised, 1),
    lateFrom: running === null ? never : addDays(running, 1),
  };
}

/** The light on a day: one at a time, worst claim first (PAGES.md, section 5). */
export function lightOn({ base, soonFrom, lagFrom, lateFrom }: Standing, day: Day): Light {
  if (base !== 'open') return base;
  if (lateFrom <= day) return 'overdue';
  if (lagFrom <= day) return 'lagging';
  return soonFrom <= day ? 'dueSoon' : 'normal';
}

/** The date that runs against the unit, as in `limit.ts`: none while an extension is undecided, after a return the new one. */
export function runningDay(state: MeasureState): Day | null {
  return state.extension ? null : (state.resubmitBy ?? state.doneDue?.day ?? null);
}

/** In whose column a passed limit is counted. */
export function answerable(holder: Holder): Answerable {
  if (holder === 'leader' || holder === 'higherLevel') return holder;
  return holder === 'office' || holder === 'officeCheck' ? 'office' : 'unit';
}

/** The first day by which something was promised that is not there yet: a milestone, a quota, an effect. */
function firstMissed({ milestones, quotas = [], quantity, effectDue, effect }: MeasureState): Day | null {
  const days = [
    ...milestones.filter(({ metOn }) => !metOn).map(({ day }) => day),
    ...quotas.filter(({ done }) => (quantity?.done ?? 0) < done).map(({ day }) => day),
    ...(effectDue && !effect ? [effectDue.day] : []),
  ];
  return days.length > 0 ? days.reduce((first, day) => (day < first ? day : first)) : null;
}
