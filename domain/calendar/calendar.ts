import { addDays, type Day, endOfMonth, weekdayOf } from './day.ts';

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
  if (n === 0) return day;
  let year = +day.slice(0, 4);
  const days = workdaysOf(calendar, year);
  // How many workdays of the year lie up to `day`; counting back, only those before it.
  let position = n > 0 ? countUntil(days, day) + n - 1 : countUntil(days, addDays(day, -1)) + n;
  while (position < 0) {
    year -= 1;
    position += workdaysOf(calendar, year).length;
  }
  for (let length = workdaysOf(calendar, year).length; position >= length; length = workdaysOf(calendar, year).length) {
    position -= length;
    year += 1;
  }
  return workdaysOf(calendar, year)[position]!;
}

/**
 * Workdays after `from` up to and including `to`, so that adding them to `from` leads to the workday `to`;
 * negative, counting `to` up to but not including `from`, when `to` lies before.
 */
export function workdaysBetween(calendar: Calendar, from: Day, to: Day): number {
  if (to < from) return 0 - workdaysBetween(calendar, addDays(to, -1), addDays(from, -1)); // 0, where a sign makes -0
  let count =
    countUntil(workdaysOf(calendar, +to.slice(0, 4)), to) - countUntil(workdaysOf(calendar, +from.slice(0, 4)), from);
  for (let year = +from.slice(0, 4); year < +to.slice(0, 4); year += 1) count += workdaysOf(calendar, year).length;
  return count;
}

/** A ladder is asked for its days thousands of times a tick; a calendar never changes, so its years are listed once. */
const listed = new WeakMap<Calendar, Map<number, Day[]>>();
/** More years than any campaign has; a cell may name all up to 9999. */
const rememberedYears = 64;

/** All workdays of a year, in order. */
function workdaysOf(calendar: Calendar, year: number): Day[] {
  const years = listed.get(calendar) ?? new Map<number, Day[]>();
  listed.set(calendar, years);
  const known = years.get(year);
  if (known) return known;
  const days: Day[] = [];
  const end = `${year}-12-31`;
  for (let day = `${year}-01-01`; day <= end; day = addDays(day, 1)) if (isWorkday(calendar, day)) days.push(day);
  if (years.size >= rememberedYears) years.clear();
  years.set(year, days);
  return days;
}

/** How many of the sorted days lie on or before `day`. */
function countUntil(days: Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last workday of the day's month. */
export function lastWorkdayOfMonth(calendar: Calendar, day: Day): Day {
  return previousWorkday(calendar, endOfMonth(day));
}
