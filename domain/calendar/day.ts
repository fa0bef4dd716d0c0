/** A civil date, `YYYY-MM-DD`, in the campaign's zone. */
export type Day = string;
/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

const msPerDay = 86_400_000;

/** Is this text a date that exists? `2024-02-30` is not. */
export function isDay(text: string): text is Day {
  return /^\d{4}-\d\d-\d\d$/.test(text) && dayFrom(dayNumber(text)) === text;
}

/** The day `n` calendar days later; earlier when `n` is negative. */
export function addDays(day: Day, n: number): Day {
  return dayFrom(dayNumber(day) + n);
}

/** Calendar days from `from` to `to`: 1 for tomorrow, negative when `to` lies before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1; // day 0, 1970-01-01, was a Thursday
}

/** The same day of the month `n` months later, clamped to that month's end: 31 January + 1 → 28 or 29 February. */
export function addMonths(day: Day, n: number): Day {
  const first = dayFrom(Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1 + n, 1) / msPerDay);
  const last = endOfMonth(first);
  const same = first.slice(0, 8) + day.slice(8);
  if (same > last) return last;
  return same;
}

/** The first day of the day's month. */
export function startOfMonth(day: Day): Day {
  return `${monthOf(day)}-01`;
}

/** The last day of the day's month. */
export function endOfMonth(day: Day): Day {
  return dayFrom(Date.UTC(+day.slice(0, 4), +day.slice(5, 7), 0) / msPerDay);
}

/** The day's month, `YYYY-MM`. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / msPerDay;
}

/** The day this many days after 1970-01-01. Written out because `toISOString` takes five times as long. */
export function dayFrom(number: number): Day {
  const date = new Date(number * msPerDay);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** A number with leading zeros, two digits unless told otherwise. */
export function pad(number: number, width = 2): string {
  return String(number).padStart(width, '0');
}
