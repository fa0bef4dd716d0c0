import { addMonths, type Day, monthOf } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { nextStep, type Step, stepAt } from '../notice/climb.ts';
import { holderOf } from './evolve.ts';
import { cutOffOf, limitsOf, periodAfter } from './limit.ts';
import type { MeasureState } from './state.ts';

/**
 * One thing that time itself will bring about: a rung, which may open a report cycle, or the end of a cycle after which
 * the office is asked how an acceptance stands (`asks`, its period).
 */
export type AgendaItem = Step & { opens: { period: string; cutOff: Day } | null; asks?: string };

/** What comes next, one item for each running limit, earliest first. */
export function agenda(state: MeasureState, context: Context): AgendaItem[] {
  const items: AgendaItem[] = [];
  for (const limit of limitsOf(state, context.calendar)) {
    const step = nextStep(state, limit, context);
    if (step) items.push({ ...step, opens: null });
  }
  if (state.phase === 'open') items.push(nextCycle(state, context));
  if (holderOf(state) === 'higherLevel') items.push(nextAsking(state, context));
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

/** The first cycle that ends after the application, or after the one last asked about; of several slept through the last. */
function nextAsking(state: MeasureState, context: Context): AgendaItem {
  const { policy, calendar, now } = context;
  const { appliedOn, asked } = state.acceptance!;
  const after = (period: string) => periodAfter(period, policy.cycle.months);
  const asking = (period: string) => {
    const step = opening(state, period, context, 'acceptance');
    return { ...step, opens: null, asks: period };
  };
  let item = asking(after(asked ?? monthOf(addMonths(appliedOn, -1))));
  while (cutOffOf(item.asks, policy, calendar) <= appliedOn) item = asking(after(item.asks));
  for (;;) {
    const later = asking(after(item.asks));
    if (later.at > now) return item;
    item = later;
  }
}

function opening(state: MeasureState, period: string, context: Context, ladder: 'cycle' | 'acceptance' = 'cycle') {
  const cutOff = cutOffOf(period, context.policy, context.calendar);
  const step = stepAt(state, { basis: `${ladder}:${period}`, ladder, day: cutOff }, 0, context);
  if (!step) throw new Error(`the ladder ${ladder} has no rung to begin with`);
  return { ...step, opens: { period, cutOff } };
}
