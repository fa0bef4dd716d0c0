import type { Calendar, CalendarYear } from '../../calendar/calendar.ts';
import { cutOffOf } from '../../plan/cycle.ts';
import { dayOfRung, rungAt } from '../../plan/ladder.ts';
import { limitsOf } from '../limit.ts';
import type { ActsOf, Deed } from './deed.ts';

/**
 * A holiday notice has changed the calendar: a cut-off that people were given moves with it, and whoever was told of a day
 * that is another now gets a correction. What moves without anybody having been told needs no word.
 */
export const recounting: ActsOf<'recount'> = {
  recount(deed, { before }) {
    const { state, context } = deed;
    const then = asBefore(context.calendar, before);
    const cutOff = movedCutOff(deed, then);
    const warned = limitsOf(state, then).flatMap(({ basis, ladder: name, day }) => {
      const position = state.rungs[basis] ?? 0;
      const ladder = context.policy.ladders[name];
      const said = position > 0 ? rungAt(ladder, position - 1) : null;
      if (said?.block !== 'warning') return [];
      const from = dayOfRung(ladder, position, day, then);
      const to = dayOfRung(ladder, position, day, context.calendar);
      if (from === null || to === null || from === to || from < deed.today) return [];
      return [{ basis, from, to, roles: said.to }];
    });
    if (!cutOff && warned.length === 0) return [];
    const notices = [
      ...(cutOff ? deed.say('correction', 'correction', `recounted:${cutOff.period}`, ['unit'], told(cutOff)) : []),
      ...warned.flatMap((one) =>
        deed.say('correction', 'correction', `recounted:${one.basis}`, one.roles, {
          ...{ from: one.from, to: one.to, reason: 'warningMoved' },
        }),
      ),
    ];
    const moves = warned.map(({ basis, from, to }) => ({ basis, from, to }));
    return [deed.event('Recounted', { cutOff, moves }, notices)];
  },
};

function told({ from, to }: { from: string; to: string }) {
  return { from, to, reason: 'calendar' };
}

/** The cut-off of the report that is asked for now, where it was counted and not passed yet. */
function movedCutOff({ state, context, today }: Deed, then: Calendar) {
  const { cycle } = state;
  if (!cycle || cycle.reported || cycle.cutOff < today) return null;
  const to = cutOffOf(cycle.period, context.policy, context.calendar);
  const counted = cutOffOf(cycle.period, context.policy, then) === cycle.cutOff;
  return counted && to !== cycle.cutOff ? { period: cycle.period, from: cycle.cutOff, to } : null;
}

/** The calendar with these years as they were; null: not announced. */
function asBefore(calendar: Calendar, before: Record<string, CalendarYear | null>): Calendar {
  const years = { ...calendar.years };
  for (const [year, days] of Object.entries(before)) {
    if (days === null) delete years[year];
    else years[year] = days;
  }
  return { ...calendar, years };
}
