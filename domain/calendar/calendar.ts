import { addDays, type Day, daysBetween, endOfMonth, weekdayOf } from './day.ts';

/** One year's holiday notice: days off with the holiday's name, and weekend days worked instead (调休) with theirs. */
export type CalendarYear = { source: string; off: Record<Day, string>; work: Record<Day, string> };

/** A festival whose day moves from year to year: by the moon, or by the sun's term for 清明. */
export type MovingFestival = '春节' | '清明' | '端午' | '中秋';

/**
 * The working days of a zone, by year ('2024'). Plain JSON: it arrives as data and is never looked up by the rules.
 * `festivals` are the moving festivals' own days, known decades before the notice that says which days are off.
 */
export type Calendar = {
  zone: string;
  years: Record<string, CalendarYear>;
  festivals?: Record<string, Record<MovingFestival, Day>>;
};

/** Why a day is worked or not. `provisional`: no notice for its year is loaded, only weekends and fixed dates are known. */
export type WorkdayReason = {
  kind: 'workday' | 'weekend' | 'holiday' | 'makeup';
  name?: string;
  provisional: boolean;
};

/** The statutory days off that never move (全国年节及纪念日放假办法): all that is sure before a year's notice. */
const fixedDates: Record<string, string> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
};

/** The reason this day is worked or not. */
export function workdayReason(calendar: Calendar, day: Day): WorkdayReason {
  const year = calendar.years[day.slice(0, 4)];
  // 元旦's bridge days can lie in December and are announced with the year that follows.
  const next = day.slice(5, 7) === '12' ? calendar.years[String(+day.slice(0, 4) + 1)] : undefined;
  const provisional = year === undefined;

  const makeup = year?.work[day] ?? next?.work[day];
  if (makeup !== undefined) return { kind: 'makeup', name: makeup, provisional };
  const holiday = year?.off[day] ?? next?.off[day] ?? (provisional ? fixedDates[day.slice(5)] : undefined);
  if (holiday !== undefined) return { kind: 'holiday', name: holiday, provisional };
  return { kind: weekdayOf(day) > 5 ? 'weekend' : 'workday', provisional };
}

/** Is this day worked, make-up workdays (调休) included? */
export function isWorkday(calendar: Calendar, day: Day): boolean {
  const { kind } = workdayReason(calendar, day);
  return kind === 'workday' || kind === 'makeup';
}

/** The first workday on or after `day`. */
export function nextWorkday(calendar: Calendar, day: Day): Day {
  let found = day;
  while (!isWorkday(calendar, found)) found = addDays(found, 1);
  return found;
}

/** The last workday on or before `day`. */
export function previousWorkday(calendar: Calendar, day: Day): Day {
  let found = day;
  while (!isWorkday(calendar, found)) found = addDays(found, -1);
  return found;
}

/** The `n`th workday after `day`, `day` itself not counted; before it when `n` is negative; `day` itself when 0. */
export function addWorkdays(calendar: Calendar, day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(n); left > 0; ) {
    found = addDays(found, step);
    if (isWorkday(calendar, found)) left -= 1;
  }
  return found;
}

/**
 * Workdays after `from` up to and including `to`, so that adding them to `from` leads to the workday `to`;
 * negative, counting `to` up to but not including `from`, when `to` lies before.
 */
export function workdaysBetween(calendar: Calendar, from: Day, to: Day): number {
  if (to < from) return 0 - workdaysBetween(calendar, addDays(to, -1), addDays(from, -1)); // 0, where a sign makes -0
  const days = daysBetween(from, to);
  let count = Math.floor(days / 7) * 5;
  for (let left = days % 7, day = to; left > 0; left -= 1, day = addDays(day, -1)) if (weekdayOf(day) < 6) count += 1;
  return count + corrections(calendar, from, to);
}

/** What holidays and make-up workdays after `from` up to `to` take from or add to the plain Monday–Friday count. */
function corrections(calendar: Calendar, from: Day, to: Day): number {
  let sum = 0;
  for (let year = +from.slice(0, 4); year <= +to.slice(0, 4); year += 1) {
    for (const day of exceptions(calendar, String(year))) {
      if (day <= from || day > to) continue;
      sum += Number(isWorkday(calendar, day)) - Number(weekdayOf(day) < 6);
    }
  }
  return sum;
}

function exceptions(calendar: Calendar, year: string): Set<Day> {
  const known = calendar.years[year];
  const next = calendar.years[String(+year + 1)];
  const own = known
    ? [...Object.keys(known.off), ...Object.keys(known.work)]
    : Object.keys(fixedDates).map((d) => `${year}-${d}`);
  const early = next ? [...Object.keys(next.off), ...Object.keys(next.work)].filter((day) => day.startsWith(year)) : [];
  return new Set([...own, ...early]);
}

/** The last workday of the day's month. */
export function lastWorkdayOfMonth(calendar: Calendar, day: Day): Day {
  return previousWorkday(calendar, endOfMonth(day));
}
