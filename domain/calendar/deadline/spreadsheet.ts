import { type Day, dayFrom, dayNumber } from '../day.ts';
import { dayOf } from './fullDate.ts';
import type { Family, Span } from './mention.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Excel counts days from here (its day 60, 29 February 1900, never was). */
const excelEpoch = dayNumber('1899-12-30');

/** A cell that is nothing but a date as Excel prints it: 45565, 9/30/2024, 9/30/24, 30-Sep-24. */
export const spreadsheet: Family = (text) => {
  const candidates = cellDates(text);
  if (candidates === null) return [];
  const spans = candidates.map((day): Span => ({ start: day, end: day, rule: 'spreadsheet' }));
  return [{ from: 0, to: text.length, year: 0, limit: true, spans: () => spans }];
};

function cellDates(text: string): Day[] | null {
  if (/^[34567]\d{4}$/.test(text)) return [dayFrom(excelEpoch + Number(text))];

  const named = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{2}|\d{4})$/.exec(text);
  if (named && months.includes(named[2]!))
    return real([dayOf(fullYear(named[3]!), String(months.indexOf(named[2]!) + 1), named[1])]);

  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  if (!slashed) return null;
  // month first or day first, as the machine was set: where both are dates, a person must say
  const [, one, two, year] = slashed;
  return real([dayOf(fullYear(year!), one, two), dayOf(fullYear(year!), two, one)]);
}

function real(days: (Day | null)[]): Day[] {
  return [...new Set(days.filter((day) => day !== null))];
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}
