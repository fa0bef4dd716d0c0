import type { Calendar, CalendarYear } from '../../calendar/calendar.ts';
import type { Day } from '../../calendar/day.ts';
import type { Context } from '../../context.ts';
import { carriedOver, concerns, type PolicyBefore } from '../../notice/carry.ts';
import type { Limit } from '../../notice/climb.ts';
import { within } from '../../notice/tell.ts';
import { cutOffOf } from '../../plan/cycle.ts';
import { dayOfRung, rungAt } from '../../plan/ladder.ts';
import { limitsOf } from '../limit.ts';
import type { MeasureState } from '../state.ts';
import type { ActsOf, Deed } from './deed.ts';

/**
 * A holiday notice or another policy: a cut-off that people were given moves with it, whoever was told of a day that is
 * another now gets a correction, and each limit goes on where it stands on the new ladder. What moves without anybody
 * having been told needs no word.
 */
export const recounting: ActsOf<'recount'> = {
  recount(deed, { before, was }) {
    const { state, context } = deed;
    const old = was && concerns(was, state.finding) ? was : undefined;
    const then = contextBefore(context, before, old);
    const limits = runningLimits(state, then);
    const rungs = old ? carriedOver(state, limits, old.ladders, context) : {};
    const cutOff = movedCutOff(deed, then);
    const warned = limits.flatMap((limit) => movedWarning(deed, limit, then, rungs[limit.basis]));
    if (!cutOff && warned.length === 0 && Object.keys(rungs).length === 0) return [];
    const notices = [
      ...(cutOff ? deed.say('correction', 'correction', `recounted:${cutOff.period}`, ['unit'], told(cutOff)) : []),
      ...warned.flatMap((one) =>
        deed.say('correction', 'correction', `recounted:${one.basis}`, one.roles, {
          ...{ from: one.from, to: one.to, reason: 'warningMoved' },
        }),
      ),
    ];
    const moves = warned.map(({ basis, from, to }) => ({ basis, from, to }));
    const carried = Object.keys(rungs).length > 0 ? { rungs } : {};
    return [deed.event('Recounted', { cutOff, moves, ...carried }, notices)];
  },
};

function told({ from, to }: { from: string; to: string }) {
  return { from, to, reason: 'calendar' };
}

/** Of a suspended measure the limits it had: its ladders are climbed on from there. */
export function runningLimits(state: MeasureState, context: Context): Limit[] {
  return limitsOf(state.suspended ? { ...state, phase: state.suspended.from } : state, context);
}

/** The day a fair warning named for what goes over the unit's head, where it is another now. */
function movedWarning({ state, context, today }: Deed, limit: Limit, then: Context, carried: number | undefined) {
  const { basis, ladder: name, day } = limit;
  const climbed = state.rungs[basis] ?? 0;
  const old = then.policy.ladders[name];
  const said = climbed > 0 ? rungAt(old, climbed - 1) : null;
  if (said?.block !== 'warning') return [];
  const ladder = context.policy.ladders[name];
  let next = carried ?? climbed;
  while (rungAt(ladder, next)?.to.every((role) => within.includes(role)) && next < ladder.rungs.length) next += 1;
  const from = dayOfRung(old, climbed, day, then.calendar);
  const to = dayOfRung(ladder, next, day, context.calendar);
  if (from === null || to === null || from === to || from < today) return [];
  return [{ basis, from, to, roles: said.to }];
}

/** The cut-off of the report that is asked for now, where it was counted and not passed yet. */
function movedCutOff({ state, context, today }: Deed, then: Context) {
  const { cycle } = state;
  if (!cycle || cycle.reported || cycle.cutOff < today) return null;
  const to = cutOffOf(cycle.period, context.policy, context.calendar);
  const counted = cutOffOf(cycle.period, then.policy, then.calendar) === cycle.cutOff;
  return counted && to !== cycle.cutOff ? { period: cycle.period, from: cycle.cutOff, to } : null;
}

/** Calendar and policy as they were. */
function contextBefore(context: Context, years: Record<string, CalendarYear | null>, was?: PolicyBefore): Context {
  const { policy } = context;
  const old = was ? { ...policy, ladders: { ...policy.ladders, ...was.ladders }, cycle: was.cycle } : policy;
  return { ...context, calendar: asBefore(context.calendar, years), policy: old };
}

/** The calendar with these years as they were; null: not announced. */
function asBefore(calendar: Calendar, before: Record<Day, CalendarYear | null>): Calendar {
  const years = { ...calendar.years };
  for (const [year, days] of Object.entries(before)) {
    if (days === null) delete years[year];
    else years[year] = days;
  }
  return { ...calendar, years };
}
