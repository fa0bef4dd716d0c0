import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import type { MeasureState } from './state.ts';

type Point = { day: Day; share: number };

/**
 * The day on which a measure falls so many percentage points behind its plan if nothing more is counted; null: never. The
 * plan rises evenly from its first day over what quotas ask for to all of it on the day it is due (PROCESS.md: lagging
 * rests on quantities or an external quota; milestones have a ladder of their own).
 */
export function dayBehind(points: number, state: MeasureState, since: Day): Day | null {
  const { quantity, quotas = [], doneDue, longTerm } = state;
  if (!quantity || quantity.total <= 0) return null;
  const due = doneDue && !longTerm ? doneDue.day : null;
  const plan: Point[] = quotas
    .filter(({ day }) => day > since && (due === null || day < due))
    .map(({ day, done }) => ({ day, share: done / quantity.total }))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  if (due !== null && due > since) plan.push({ day: due, share: 1 });
  const wanted = quantity.done / quantity.total + points / 100;
  let from: Point = { day: since, share: 0 };
  for (const to of plan) {
    if (to.share >= wanted) return reached(wanted, from, to);
    from = to;
  }
  return null;
}

function reached(share: number, from: Point, to: Point): Day {
  const part = to.share > from.share ? (share - from.share) / (to.share - from.share) : 1;
  // To a millionth of the way: sums of decimals are never quite what they look like.
  return addDays(from.day, Math.max(0, Math.ceil(daysBetween(from.day, to.day) * part - 1e-6)));
}
