import type { Calendar, MovingFestival } from '../calendar.ts';
import { addDays, type Day, pad } from '../day.ts';
import type { Family, Span } from './mention.ts';
import { findAll, regex } from './text.ts';
import { writtenYear, yearPart } from './writtenYear.ts';

const fixed: Record<string, string> = {
  元旦: '01-01',
  五一: '05-01',
  劳动: '05-01',
  六一: '06-01',
  七一: '07-01',
  八一: '08-01',
  国庆: '10-01',
  十一: '10-01',
};
const moving: MovingFestival[] = ['春节', '清明', '端午', '中秋'];

const names = [...Object.keys(fixed), ...moving].join('|');

const pattern = regex(
  `${yearPart}(?<!第)(?:(?<also>${names})节?[、和及或])?(?<name>${names})节?(?:小?长?假期?|假日)?(?:期间)?` +
    '(?<side>前[后夕]|(?:前|之前|以前)(?![后期几夕往沿一二三四五六七八九])|(?:后|之后|以后|过后)(?![续勤期]))',
);

/**
 * Before a holiday: the eve of its own date in that year (国庆前 → 30 September, 春节前 → 除夕), whatever days are off around
 * it; a moving one is provisional while no notice has named its days. After: the first day past the days off.
 */
export const holiday: Family = (text, { on, calendar }) =>
  [...findAll(pattern, text)].map(({ from, to, groups }) => {
    const name = groups.name!;
    const isBefore = groups.side!.includes('前');
    const isAbout = /前[后夕]/.test(groups.side!);
    return {
      from,
      to,
      year: writtenYear(groups, on),
      limit: isBefore,
      begins: !isBefore,
      spans: (year) => {
        const day = festivalDay(calendar, name, year);
        if (day === null) return [{ start: null, end: null, rule: 'festival-unknown' }];
        if (!isBefore) return [afterOf(calendar, name, day)];
        const eve = span(addDays(day, -1), 'festival-before', calendar, name, day);
        const alsoDay = groups.also ? festivalDay(calendar, groups.also, year) : null;
        const also =
          groups.also && alsoDay ? [span(addDays(alsoDay, -1), 'festival-before', calendar, groups.also, alsoDay)] : [];
        return [...also, isAbout ? { ...eve, rule: 'about' } : eve];
      },
    };
  });

function festivalDay(calendar: Calendar, name: string, year: number): Day | null {
  if (name in fixed) return `${pad(year, 4)}-${fixed[name]}`;
  const own = calendar.festivals?.[year]?.[name as MovingFestival];
  if (own) return own;
  const off = calendar.years[year]?.off ?? {};
  return (
    Object.keys(off)
      .sort()
      .find((day) => off[day] === name) ?? null
  );
}

function afterOf(calendar: Calendar, name: string, festival: Day): Span {
  let last = festival;
  while (isOff(calendar, addDays(last, 1))) last = addDays(last, 1);
  // “后三天内” of a long holiday counts from the festival to some and from the last day off to others
  const long = addDays(festival, 3) <= last;
  return {
    ...span(addDays(last, 1), 'festival-after', calendar, name, festival),
    anchors: long ? [festival, last] : [festival],
  };
}

function span(
  day: Day,
  rule: 'festival-before' | 'festival-after',
  calendar: Calendar,
  name: string,
  festival: Day,
): Span {
  const announced = calendar.years[festival.slice(0, 4)] !== undefined;
  const provisional = !announced && (rule === 'festival-after' || !(name in fixed));
  return { start: day, end: day, rule, facts: { festival }, provisional };
}

function isOff(calendar: Calendar, day: Day): boolean {
  return calendar.years[day.slice(0, 4)]?.off[day] !== undefined;
}
