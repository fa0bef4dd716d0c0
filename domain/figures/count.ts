import type { Day } from '../calendar/day.ts';
import { rate } from '../campaign/figures.ts';
import type { FindingState } from '../finding/state.ts';
import { isLate, isPermanent } from '../measure/condition.ts';
import type { MeasureState } from '../measure/state.ts';

/**
 * What is counted of some findings and measures. A draft does not count, nor does a withdrawn measure; what was accepted as
 * long-term (长期坚持) counts apart. `done`: closed (销号). `rate`: measures done of all, in per cent, half-up to one decimal; null
 * of nothing. `effect`: with visible effect as claimed, as confirmed, and as confirmed for a day within the period.
 */
export type Count = {
  findings: { total: number; done: number; longTerm: number; ongoing: number };
  measures: {
    total: number;
    done: number;
    longTerm: number;
    ongoing: number;
    withdrawn: number;
    late: number;
    rate: number | null;
  };
  effect: { claimed: number; confirmed: number; withinPeriod: number };
};

/** Counts on a day; `periodEnd` is the last day of the concentrated period. */
export function count(findings: FindingState[], measures: MeasureState[], day: Day, periodEnd: Day): Count {
  const issued = findings.filter(({ phase }) => phase !== 'draft');
  const closed = issued.filter(({ phase }) => phase === 'closed');
  const permanent = closed.filter((one) => Object.values(one.measures).some(({ status }) => status === 'longTerm'));
  const known = measures.filter(({ phase }) => phase !== 'draft');
  const counted = known.filter(({ phase }) => phase !== 'withdrawn');
  const done = counted.filter(({ phase }) => phase === 'closed').length;
  const longTerm = counted.filter((one) => one.phase !== 'closed' && isPermanent(one)).length;
  const claimed = counted.filter(({ effect }) => effect !== null);
  const confirmed = claimed.filter(({ effect }) => effect!.confirmedBy !== null);
  return {
    findings: {
      total: issued.length,
      done: closed.length - permanent.length,
      longTerm: permanent.length,
      ongoing: issued.length - closed.length,
    },
    measures: {
      total: counted.length,
      done,
      longTerm,
      ongoing: counted.length - done - longTerm,
      withdrawn: known.length - counted.length,
      late: counted.filter((one) => isLate(one, day)).length,
      rate: rate(done, counted.length),
    },
    effect: {
      claimed: claimed.length,
      confirmed: confirmed.length,
      withinPeriod: confirmed.filter(({ effect }) => effect!.claimedOn <= periodEnd).length,
    },
  };
}
