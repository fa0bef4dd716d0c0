import { type Day, weekdayOf } from '../../domain/calendar/day.ts';
import type { Facts } from '../../domain/errors.ts';
import type { MailWords } from '../../words/mail.ts';
import { filled } from './say.ts';

const civil = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/;
const month = /^(\d{4})-(\d\d)$/;
const quarter = /^\d{4}-Q(\d)$/;
const week = /^\d{4}-W(\d\d)$/;

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
  const [, , monthNumber] = month.exec(period) ?? [];
  if (monthNumber) {
    const name = words.months[Number(monthNumber) - 1] ?? monthNumber;
    return { full: filled(words.period.month, { month: name }), kind: words.report.month };
  }
  const n = quarter.exec(period)?.[1];
  if (n) return { full: filled(words.period.quarter, { n }), kind: words.report.quarter };
  const w = week.exec(period)?.[1];
  return w ? { full: filled(words.period.week, { n: Number(w) }), kind: words.report.week } : null;
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
