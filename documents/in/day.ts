import { type Day, isDay } from '../../domain/calendar/day.ts';

/** The day of these numbers, or null where the calendar has no such day. */
export function writtenDay(year: number, month: number, date: number): Day | null {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
  return isDay(day) ? day : null;
}
