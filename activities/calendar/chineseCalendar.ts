import { createRequire } from 'node:module';
import chineseDays from 'chinese-days';
import type { Calendar, MovingFestival } from '../../domain/calendar/calendar.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';

/** What chinese-days ships as data: each day's value is 'English name,中文名,days by statute'. */
type Shipped = { holidays: Record<Day, string>; workdays: Record<Day, string> };

// CommonJS, whose names Node does not see: only the default export can be imported.
const { getSolarDateFromLunar, getSolarTermDate } = chineseDays;
const require = createRequire(import.meta.url);
/** How many years beyond the last notice the moving festivals' own days are worked out. */
const festivalsAhead = 10;

/**
 * The State Council's calendar for every year chinese-days knows (2004–2026 in 1.5.7). Later years are provisional
 * until their notice is merged in (`mergeYear`).
 */
export function chineseCalendar(zone = 'Asia/Shanghai'): Calendar {
  const { holidays, workdays } = require('chinese-days/dist/chinese-days.json') as Shipped;
  const { version } = require('chinese-days/package.json') as { version: string };
  const source = `State Council notice, via chinese-days ${version}`;

  const years: Calendar['years'] = {};
  const yearOf = (day: Day) => (years[day.slice(0, 4)] ??= { source, off: {}, work: {} });
  for (const [day, names] of Object.entries(holidays)) yearOf(day).off[day] = chineseName(names);
  for (const [day, names] of Object.entries(workdays)) yearOf(day).work[day] = chineseName(names);

  const festivals: NonNullable<Calendar['festivals']> = {};
  const known = Object.keys(years).map(Number);
  for (let year = Math.min(...known); year <= Math.max(...known) + festivalsAhead; year += 1)
    festivals[year] = festivalsOf(year);
  return { zone, years, festivals };
}

function chineseName(names: string): string {
  return names.split(',')[1] ?? names;
}

function festivalsOf(year: number): Record<MovingFestival, Day> {
  const lunar = (date: string) => addDays(getSolarDateFromLunar(`${year}-${date}`).date, 0);
  return {
    春节: lunar('01-01'),
    清明: getSolarTermDate(year, 4, 'pure_brightness'),
    端午: lunar('05-05'),
    中秋: lunar('08-15'),
  };
}
