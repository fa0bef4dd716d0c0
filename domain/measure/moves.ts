import { workdayReason } from '../calendar/calendar.ts';
import { addMonths, type Day } from '../calendar/day.ts';
import { periodAfter, periodOn } from '../calendar/period.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { carriedOver, policyBefore } from '../notice/carry.ts';
import { type Limit, type Step, stepAt } from '../notice/climb.ts';
import { cutOffOf } from '../plan/cycle.ts';
import { rungId } from '../plan/ladder.ts';
import type { Policy } from '../plan/policy.ts';
import { runningLimits } from './acts/recounting.ts';
import { cadenceFor } from './agenda.ts';
import type { MeasureState } from './state.ts';

/**
 * A day that a new calendar or policy moves: a rung of a running limit, or a report's cut-off (`rung` ''). `from` null: a
 * rung there was not before; `to` null: one there is no more. `was` and `is` say how the calendar holds the old day, before
 * and after; where they are the same the days between have changed.
 */
export type Move = {
  ladder: keyof Policy['ladders'];
  rung: string;
  from: Day | null;
  to: Day | null;
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
  const compare = (ladder: Move['ladder'], rung: string, from: Day | null, to: Day | null) => {
    if (from === to || ((from ?? '') < today && (to ?? '') < today)) return;
    const old = from ?? to!;
    const was = workdayReason(calendar, old);
    const is = workdayReason(after.calendar, old);
    const name = is.name ?? was.name ?? (to && workdayReason(after.calendar, to).name) ?? '';
    moves.push({ ladder, rung, from, to, was: was.kind, is: is.kind, name });
  };

  const limits = runningLimits(state, before);
  const changed = policyBefore(before.policy, after.policy);
  const carried = changed ? carriedOver(state, limits, changed.ladders, after) : {};
  for (const limit of limits) {
    const climbed = state.rungs[limit.basis] ?? 0;
    const old = ahead(state, limit, climbed, before);
    const next = ahead(state, limit, carried[limit.basis] ?? climbed, after);
    for (const id of new Set([...old.keys(), ...next.keys()])) {
      const { rung } = (old.get(id) ?? next.get(id))!;
      compare(limit.ladder, rung.name, old.get(id)?.day ?? null, next.get(id)?.day ?? null);
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
  const first = ({ from, to }: Move) => from ?? to ?? '';
  return moves.sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0));
}

/** The rungs still to come of a limit, by what they are known by, each once: repeats go on from the last. */
function ahead(state: MeasureState, limit: Limit, climbed: number, context: Context): Map<string, Step> {
  const ladder = context.policy.ladders[limit.ladder];
  const steps = new Map<string, Step>();
  for (let position = climbed; position < ladder.rungs.length; position += 1) {
    const step = stepAt(state, limit, position, context);
    if (step) steps.set(rungId(ladder, position)!, step);
  }
  return steps;
}
