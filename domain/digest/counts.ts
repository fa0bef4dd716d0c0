import type { Day } from '../calendar/day.ts';
import type { Figures } from '../campaign/figures.ts';
import type { FindingState } from '../finding/state.ts';
import { isLate, isOverdue, isPermanent, lightOf } from '../measure/condition.ts';
import { holderOf } from '../measure/holder.ts';
import type { Light } from '../measure/light.ts';
import { answerable } from '../measure/standing.ts';
import type { MeasureState } from '../measure/state.ts';
import type { PersonId } from '../plan/directory.ts';
import type { Policy } from '../plan/policy.ts';
import type { Digest } from './digest.ts';

type Counts = NonNullable<Digest['counts']>;

/** A leader's screen of counts: the measures he leads by light, and those past a limit by who holds them. */
export function countsFor(leader: PersonId, measures: MeasureState[], day: Day, policy: Policy): Counts {
  const mine = measures.filter((measure) => measure.leaders.includes(leader));
  const inHand = mine.filter((measure) => holderOf(measure) === 'leader').length;
  return { byLight: byLight(mine, day, policy), lateByHolder: lateByHolder(mine, day), inHand };
}

/** The figures of a campaign as of a day, counted from the states of its findings and measures. */
export function figuresOf(findings: FindingState[], measures: MeasureState[], day: Day, policy: Policy): Figures {
  const issued = measures.filter(({ phase }) => phase !== 'draft');
  return {
    findings: { total: findings.length, closed: findings.filter(({ phase }) => phase === 'closed').length },
    measures: {
      total: issued.filter(({ phase }) => phase !== 'withdrawn').length,
      closed: issued.filter(({ phase }) => phase === 'closed').length,
      late: issued.filter((measure) => isLate(measure, day)).length,
      withdrawn: issued.filter(({ phase }) => phase === 'withdrawn').length,
      longTerm: issued.filter((measure) => isPermanent(measure) && measure.phase === 'open').length,
    },
    byLight: byLight(measures, day, policy),
    lateByHolder: lateByHolder(measures, day),
  };
}

function byLight(measures: MeasureState[], day: Day, policy: Policy): Partial<Record<Light, number>> {
  const counts: Partial<Record<Light, number>> = {};
  for (const measure of measures) {
    const light = lightOf(measure, day, policy);
    counts[light] = (counts[light] ?? 0) + 1;
  }
  return counts;
}

/** Whose limit is passed: the unit's own date while it works, a reviewer's limit while he has it. */
export function lateByHolder(measures: MeasureState[], day: Day): Figures['lateByHolder'] {
  const counts = { unit: 0, leader: 0, office: 0, higherLevel: 0 };
  for (const measure of measures) {
    const past = isOverdue(measure, day) || (measure.phase === 'review' && measure.review!.limit < day);
    if (past) counts[answerable(holderOf(measure))] += 1;
  }
  return counts;
}
