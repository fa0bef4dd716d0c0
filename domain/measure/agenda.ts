import { addMonths, type Day, monthOf } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { nextStep, type Step, stepAt } from '../notice/climb.ts';
import { cutOffOf, limitsOf, periodAfter } from './limit.ts';
import type { MeasureState } from './state.ts';

/** One thing that time itself will bring about: a rung, which may open a report cycle. */
export type AgendaItem = Step & { opens: { period: string; cutOff: Day } | null };

/** What comes next, one item for each running limit, earliest first. */
export function agenda(state: MeasureState, context: Context): AgendaItem[] {
  const items: AgendaItem[] = [];
  for (const limit of limitsOf(state, context.calendar)) {
    const step = nextStep(state, limit, context);
    if (step) items.push({ ...step, opens: null });
  }
  if (state.phase === 'open') items.push(nextCycle(state, context));
  return items.sort((a, b) => a.at - b.at || (a.limit.basis < b.limit.basis ? -1 : 1));
}

/**
 * The opening of the next report cycle: none whose time came while a reviewer had the measure or it was suspended. Where
 * several were slept through, only the last one opens (one catch-up).
 */
function nextCycle(state: MeasureState, context: Context): AgendaItem {
  const { policy, calendar, now } = context;
  const months = state.longTerm ? policy.cycle.longTermMonths : policy.cycle.months;
  const since = dayOf(state.limitsSince, calendar.zone);
  let item = opening(state, periodAfter(state.cycle?.period ?? monthOf(addMonths(since, -1)), months), context);
  while (item.windowAt <= state.limitsSince) {
    item = opening(state, periodAfter(item.opens.period, months), context);
  }
  for (;;) {
    const later = opening(state, periodAfter(item.opens.period, months), context);
    if (later.at > now) return item;
    item = later;
  }
}

function opening(state: MeasureState, period: string, context: Context) {
  const cutOff = cutOffOf(period, context.policy, context.calendar);
  const step = stepAt(state, { basis: `cycle:${period}`, ladder: 'cycle', day: cutOff }, 0, context);
  if (!step) throw new Error('the cycle ladder has no rung to open a cycle with');
  return { ...step, opens: { period, cutOff } };
}
