import type { Instant } from '../../domain/calendar/day.ts';

/** As many as `burst` at once, then `perSecond`; null: one may, else the seconds one has to wait. */
export type Limit = (key: string, now: Instant) => number | null;

/** Counts by key in memory; keys that have filled up again are forgotten. */
export function createLimit(perSecond: number, burst: number): Limit {
  const buckets = new Map<string, { left: number; at: Instant }>();
  return function limit(key, now) {
    if (buckets.size > 10_000) {
      for (const [one, { at }] of buckets) if ((now - at) / 1_000 > burst / perSecond) buckets.delete(one);
    }
    const bucket = buckets.get(key) ?? { left: burst, at: now };
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 1_000) * perSecond);
    if (left < 1) return Math.ceil((1 - left) / perSecond);
    buckets.set(key, { left: left - 1, at: now });
    return null;
  };
}
