import { workdayReason } from '../calendar/calendar.ts';
import { addMonths, type Day } from '../calendar/day.ts';
import { periodAfter, periodOn } from '../calendar/period.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { stepAt } from '../notice/climb.ts';
import { cutOffOf } from '../plan/cycle.ts';
import type { Policy } from '../plan/policy.ts';
import { cadenceFor } from './agenda.ts';
import { limitsOf } from './limit.ts';
import type { MeasureState } from './state.ts';

/**
 * A day that a new calendar or policy moves: a rung of a running limit, or a report's cut-off (`rung` ''). `was` and `is`
 * say how the calendar holds the old day, before and after; where they are the same the days between have changed.
 */
export type Move = {
  ladder: keyof Policy['ladders'];
  rung: string;
  from: Day;
  to: Day;
  was: ReturnType<typeof workdayReason>['kind'];
  is: ReturnType<typeof workdayReason>['kind'];
  /** The holiday's name, where one is the cause. */
  name: string;
};

/** So far ahead the report cycles are looked through. */
const monthsAhead = 24;

/** What moves of a running measure when `before` becomes `after`: what lies behind stays as it was. */
export function movesOf(state: MeasureState, before: Context, after: Context): Move[] {
  const { now, calendar } = before;
  const today = dayOf(now, calendar.zone);
  const moves: Move[] = [];
  const compare = (ladder: Move['ladder'], rung: string, from: Day | undefined, to: Day | undefined) => {
    if (from === undefined || to === undefined || from === to || (from < today && to < today)) return;
    const was = workdayReason(calendar, from);
    const is = workdayReason(after.calendar, from);
    const name = is.name ?? was.name ?? workdayReason(after.calendar, to).name ?? '';
    moves.push({ ladder, rung, from, to, was: was.kind, is: is.kind, name });
  };

  const limits = limitsOf(state, calendar);
  for (const limit of limits) {
    const rungs = Math.max(
      before.policy.ladders[limit.ladder].rungs.length,
      after.policy.ladders[limit.ladder].rungs.length,
    );
    for (let position = state.rungs[limit.basis] ?? 0; position < rungs; position += 1) {
      const old = stepAt(state, limit, position, before);
      compare(limit.ladder, old?.rung.name ?? '', old?.day, stepAt(state, limit, position, after)?.day);
    }
  }
  if (state.phase === 'open') {
    const until = addMonths(today, monthsAhead);
    const cadence = cadenceFor(state, today, before);
    const first = state.cycle ? periodAfter(state.cycle.period, cadence) : periodOn(today, cadence);
    for (let period = first; ; period = periodAfter(period, cadence)) {
      const old = cutOffOf(period, before.policy, calendar);
      if (old > until) break;
      compare('cycle', '', old, cutOffOf(period, after.policy, after.calendar));
    }
  }
  return moves.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}
