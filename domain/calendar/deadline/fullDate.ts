import { type Day, isDay, pad } from '../day.ts';
import type { Family, Mention, Span } from './mention.ts';
import { before, findAll, type Groups, number, numeral, regex } from './text.ts';
import { writtenYear, yearPart } from './writtenYear.ts';

const ofDay = '(?: ?T?\\d{1,2}[:时点]\\d{0,2}分?(?::\\d\\d(?:\\.\\d+)?)?Z?)?';
const afterwards = '(?<after>以后|之后|过后|起|后(?!续|期|勤|台|备|方|面))?';
const tail = `${ofDay}(?:${before})?${afterwards}`;
const unglued = '(?<![\\d.〇零一二三四五六七八九十])';

const patterns = [
  // 2024年9月30日, 9月30日, 九月三十日前, 9月30前, 9月1日至30日
  `${yearPart}${unglued.replace('.', '')}(?<month>${number})月(?:份)?(?<day>${number})(?:[日号]|(?=$|[,;。()、]|前|之前|以前|[-至到]${number}[日号]))` +
    `(?:[-至到](?:(?<toMonth>${number})月)?(?<toDay>${number})[日号])?${tail}`,
  // 2024-9-30, 2024.9.30, 2024/9/30, with or without an hour
  `${unglued}(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})(?!\\d|\\.\\d)日?${tail}`,
  // 20240930
  `${unglued}(?<year>20\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>[0-3]\\d)(?![\\d.])${tail}`,
  // 9.30前: without 前 it could be any figure
  `${unglued}(?<month>\\d{1,2})[./](?<day>\\d{1,2})[日号]?${before}`,
].map(regex);

/** A month and a day, in every writing. 前 includes the day itself (民法典 art. 1259: 以前 includes the number). */
export const fullDate: Family = (text, { on }) =>
  patterns.flatMap((pattern) =>
    [...findAll(pattern, text)].map(
      ({ from, to, groups }): Mention => ({
        from,
        to,
        year: writtenYear(groups, on),
        limit: groups.before !== undefined,
        begins: groups.after !== undefined,
        spans: (year) => spansOf(groups, year),
      }),
    ),
  );

function spansOf({ month, day, toMonth = month, toDay = day }: Groups, year: number): Span[] {
  const start = dayOf(year, month, day);
  if (start === null) return [];
  const sameYear = dayOf(year, toMonth, toDay);
  const end = sameYear !== null && sameYear < start ? dayOf(year + 1, toMonth, toDay) : sameYear;
  return end === null ? [] : [{ start, end, rule: toDay === day && toMonth === month ? 'full-date' : 'period-range' }];
}

/** The date, or null where the calendar has no such day. */
export function dayOf(year: number, month: string | undefined, day: string | undefined): Day | null {
  const text = `${pad(year, 4)}-${pad(numeral(month ?? '') ?? 0)}-${pad(numeral(day ?? '') ?? 0)}`;
  return isDay(text) ? text : null;
}
