import { addDays, type Day } from '../day.ts';
import type { Span } from './mention.ts';
import type { Rule } from './rules.ts';

/**
 * A named period as a deadline: its last day. With a bare 前 behind it (“9月前”) clerks mean two things, before it
 * begins or by its end, and only a person can say which.
 */
export function period(start: Day, end: Day, rule: Rule, isBefore: boolean): Span[] {
  if (!isBefore) return [{ start, end, rule }];
  const eve = addDays(start, -1);
  return [
    { start: eve, end: eve, rule: 'before-begins' },
    { start, end, rule: 'by-end' },
  ];
}

/** A single day. */
export function single(day: Day, rule: Rule): Span[] {
  return [{ start: day, end: day, rule }];
}
