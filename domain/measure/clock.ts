import type { Instant } from '../calendar/day.ts';

/** Who holds a measure, and so whose hours pass (DESIGN.md, principle 7); nobody while it is suspended or settled. */
export const holders = [
  'unit',
  'unitPrincipal',
  'findingLead',
  'team',
  'officeCheck',
  'leader',
  'office',
  'higherLevel',
  'nobody',
] as const;
export type Holder = (typeof holders)[number];

/** Milliseconds booked to each holder up to `since`, and who holds it from then on. */
export type Clock = { holder: Holder; since: Instant; booked: Partial<Record<Holder, number>> };

/** Hands the measure to `holder` at `at`; what passed until then is booked to whoever held it. */
export function handOver(clock: Clock, holder: Holder, at: Instant): Clock {
  if (clock.holder === holder) return clock;
  return { holder, since: at, booked: bookedUntil(clock, at) };
}

/** Milliseconds of each holder up to `now`, the running period included. */
export function bookedUntil(clock: Clock, now: Instant): Partial<Record<Holder, number>> {
  return { ...clock.booked, [clock.holder]: (clock.booked[clock.holder] ?? 0) + (now - clock.since) };
}
