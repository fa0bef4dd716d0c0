import { addWorkdays, type Calendar } from '../calendar/calendar.ts';
import { addDays, type Day } from '../calendar/day.ts';
import { type Cadence, cadenceIn, cadenceOf, daysOf, periodAfter, periodOn } from '../calendar/period.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { nextStep, type Step, stepAt, stepOn } from '../notice/climb.ts';
import { committeeDay, cutOffOf } from '../plan/cycle.ts';
import { holderOf } from './holder.ts';
import { limitsOf } from './limit.ts';
import type { MeasureState } from './state.ts';

/**
 * One thing that time itself will bring about: a rung, which may open a report cycle, or the end of a cycle after which
 * the office is asked how an acceptance stands (`asks`, its period).
 */
export type AgendaItem = Step & { opens: { period: string; cutOff: Day } | null; asks?: string };

/** What comes next, one item for each running limit, earliest first. */
export function agenda(state: MeasureState, context: Context): AgendaItem[] {
  const items: AgendaItem[] = [];
  for (const limit of limitsOf(state, context)) {
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
  const { calendar, now } = context;
  const since = dayOf(state.limitsSince, calendar.zone);
  const cadence = cadenceFor(state, dayOf(now, calendar.zone), context);
  const after = (period: string) => worked(periodAfter(period, cadence), cadence, calendar);
  const first = state.cycle ? after(state.cycle.period) : worked(periodOn(since, cadence), cadence, calendar);
  let item = opening(state, first, context);
  while (item.windowAt <= state.limitsSince) item = opening(state, after(item.opens.period), context);
  for (;;) {
    const later = opening(state, after(item.opens.period), context);
    if (later.at > now) return item;
    item = later;
  }
}

/** The report periods of an open measure whose time comes until a day: the one that runs unreported, and those after it. */
export function cutOffsUntil(state: MeasureState, until: Day, context: Context): string[] {
  const { calendar, now, policy } = context;
  const cadence = cadenceFor(state, dayOf(now, calendar.zone), context);
  const after = (period: string) => worked(periodAfter(period, cadence), cadence, calendar);
  const { cycle } = state;
  const since = dayOf(Math.max(now, state.limitsSince), calendar.zone);
  const first = cycle ? after(cycle.period) : worked(periodOn(since, cadence), cadence, calendar);
  const found = cycle && !cycle.reported ? [cycle.period] : [];
  for (let period = first; cutOffOf(period, policy, calendar) <= until; period = after(period)) {
    if (cutOffOf(period, policy, calendar) >= since) found.push(period);
  }
  return found;
}

/** How often a measure is reported on: its own cadence before its plan's, which may differ after the concentrated period. */
export function cadenceFor({ cadence, nextStep, longTerm }: MeasureState, day: Day, context: Context): Cadence {
  const { cycle } = context.policy;
  const own = nextStep?.cadence ?? cadence;
  if (own) return own;
  if (longTerm) return cycle.longTermEvery ?? cadenceOf(cycle.longTermMonths);
  const isAfter = context.periodEnd !== undefined && day > context.periodEnd;
  return (isAfter ? cycle.afterPeriod : undefined) ?? cycle.every ?? cadenceOf(cycle.months);
}

/** The period, or where it has no workday (a week of holidays) the next that has one. */
function worked(period: string, cadence: Cadence, calendar: Calendar): string {
  let found = period;
  while (committeeDay(found, calendar) < daysOf(found).first) found = periodAfter(found, cadence);
  return found;
}

/** The first cycle that ends after the application, or after the one last asked about; of several slept through the last. */
function nextAsking(state: MeasureState, context: Context): AgendaItem {
  const { policy, calendar, now } = context;
  const { appliedOn, asked } = state.acceptance!;
  const cadence = cadenceFor(state, dayOf(now, calendar.zone), context);
  const after = (period: string) => worked(periodAfter(period, cadence), cadence, calendar);
  const asking = (period: string) => {
    const step = opening(state, period, context, 'acceptance');
    return { ...step, opens: null, asks: period };
  };
  let item = asking(asked ? after(asked) : worked(periodOn(appliedOn, cadence), cadence, calendar));
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
  const opens = { period, cutOff };
  if (ladder !== 'cycle' || cadenceIn(period) !== 'weekly') return { ...step, opens };
  // While the week before can still be reported, a report is that week's.
  const before = cutOffOf(periodOn(addDays(daysOf(period).first, -1), 'weekly'), context.policy, context.calendar);
  if (step.day > before) return { ...step, opens };
  return { ...stepOn(addWorkdays(context.calendar, before, 1), step, state, context), opens };
}
