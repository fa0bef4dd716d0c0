import { isDay } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';

/** A date given as an option. @throws CodedError `no-such-date` */
export function readDay(said: string): string {
  if (!isDay(said)) throw new CodedError('no-such-date', { text: said });
  return said;
}
