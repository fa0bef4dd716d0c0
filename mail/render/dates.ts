import { type Day, weekdayOf } from '../../domain/calendar/day.ts';
import type { Facts } from '../../domain/errors.ts';
import type { MailWords } from '../../words/shapes/mail.ts';
import { filled } from './say.ts';

const civil = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/;
const written = /^(\d{4})-([WBQHY]?)(\d{1,2})$/;

/** A date as a mail writes it: the year only where it is not today's. */
export function sayDay(day: Day, today: Day, words: MailWords): string {
  return filled(day.slice(0, 4) === today.slice(0, 4) ? words.date.day : words.date.dayOfYear, partsOf(day, words));
}

/** The date in the head of a mail, year and weekday with it. */
export function sayHead(day: Day, words: MailWords): string {
  return filled(words.date.head, partsOf(day, words));
}

/** The blanks a date or a date with its hour fills: `x`, `xDay` without the hour, `xFull` with the weekday; null: no date. */
export function dateFacts(name: string, value: string, today: Day, words: MailWords): Facts | null {
  const [, date, time] = civil.exec(value) ?? [];
  if (!date) return null;
  const day = sayDay(date, today, words);
  const full = filled(words.date.weekday, { ...partsOf(date, words), day });
  const withTime = (text: string) => (time ? filled(words.date.moment, { day: text, time }) : text);
  return { [name]: withTime(day), [`${name}Day`]: day, [`${name}Full`]: withTime(full) };
}

/** The date of a civil date with or without its hour; null: no date. */
export function dateOf(value: string | number | undefined): Day | null {
  return civil.exec(String(value))?.[1] ?? null;
}

/** What a report is called by its period, in full and by its kind; null: no period. */
export function sayPeriod(period: string, words: MailWords): { full: string; kind: string } | null {
  const [, year = '', sign = '', number = ''] = written.exec(period) ?? [];
  if (!year) return null;
  const n = Number(number);
  const month = (nth: number) => words.months[nth - 1] ?? nth;
  const say = (name: keyof MailWords['period'], facts: Facts) => ({
    full: filled(words.period[name], facts),
    kind: words.report[name],
  });
  switch (sign) {
    case 'W':
      return say('week', { n });
    case 'B':
      return say('twoMonths', { from: month(2 * n - 1), to: month(2 * n) });
    case 'Q':
      return say('quarter', { n });
    case 'H':
      return say('half', { n });
    case 'Y':
      return say('year', { n: year });
    default:
      return say('month', { month: month(n) });
  }
}

function partsOf(day: Day, words: MailWords): Facts {
  const m = Number(day.slice(5, 7));
  return {
    y: day.slice(0, 4),
    m,
    d: Number(day.slice(8, 10)),
    month: words.months[m - 1] ?? m,
    weekday: words.weekdays[weekdayOf(day) % 7] ?? '',
  };
}
