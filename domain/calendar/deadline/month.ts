import { addMonths, type Day, endOfMonth, pad } from '../day.ts';
import type { Family, Span } from './mention.ts';
import { period, single } from './period.ts';
import { before, findAll, type Groups, number, numeral, regex, within } from './text.ts';
import { writtenYear, yearPart } from './writtenYear.ts';

const notAfterNumber = '(?<![\\d〇零一二三四五六七八九十两几数第])';
const afterwards = '(?<after>以后|之后|过后|起|后(?!续|期|勤|台|备|方|面))?';
const part = '(?<part>底|末|初|上旬|中旬|下旬|中(?=前|之前|以前))?';

const patterns = [
  // 9月, 9月份, 9月底前, 9月上旬, 7-9月, 11月至次年2月
  `${yearPart}${notAfterNumber}(?:(?<first>${number})月?份?[-至到](?:次年|翌年)?)?(?<month>${number}|元)月(?<fen>份)?(?![报薪]|\\d{1,2}(?:$|[^\\d个项家名次处条件人户座所批万亿%.]))${part}(?:${before}|${within})?${afterwards}`,
  // 2024.9, 2024-09, 2024/9, but not 2024.9万元
  `(?<![\\d.])(?<year>(?:19|20)\\d\\d)(?<mark>[-/.])(?<month>0?[1-9]|1[0-2])(?!\\d|\\k<mark>\\d|[%万亿元米倍吨公亩个家人次月]) ?${part}(?:${before}|${within})?${afterwards}`,
  // 202409, alone or before 前, 底
  `(?<![\\d.])(?<year>20\\d\\d)(?<month>0[1-9]|1[0-2])(?=$|[,;。()、]|前|之前|以前|底|末)${part}(?:${before})?${afterwards}`,
].map(regex);

/** A month or a part of one: due on its last day; 上旬 the 10th, 中旬 the 20th, 下旬 and 底 the month's last. */
export const month: Family = (text, { on }) =>
  patterns.flatMap((pattern) =>
    [...findAll(pattern, text)].map(({ from, to, groups }) => ({
      from,
      to,
      year: writtenYear(groups, on),
      limit: groups.before !== undefined || groups.within !== undefined,
      begins: groups.after !== undefined,
      spans: (year) => spansOf(groups, year, on),
    })),
  );

function spansOf(groups: Groups, year: number, on: Day): Span[] {
  const last = monthOf(groups.month);
  const first = groups.first ? monthOf(groups.first) : last;
  if (first === null || last === null) return [];

  const start = `${pad(year, 4)}-${pad(first)}-01`;
  const isBefore = groups.before !== undefined;
  if (groups.first) {
    const begins = `${pad(last < first ? year + 1 : year, 4)}-${pad(last)}-01`;
    return monthPart(begins, groups.part, false).map((span) => ({ ...span, start, rule: 'period-range' }));
  }
  const spans = monthPart(start, groups.part, isBefore);
  // “三月内” without a year is March to some and three months to others
  if (groups.part || groups.within === undefined || groups.year || groups.relative || groups.fen) return spans;
  return [...spans, { start: on, end: addMonths(on, last), rule: 'month-or-count' }];
}

function monthOf(text: string | undefined): number | null {
  if (text === '元') return 1;
  const value = numeral(text ?? '');
  return value !== null && value >= 1 && value <= 12 ? value : null;
}

/** The month that begins on this day, or its named part. */
export function monthPart(begins: Day, part: string | undefined, isBefore: boolean): Span[] {
  const on = (day: number): Day => begins.slice(0, 8) + pad(day);
  const end = endOfMonth(begins);
  switch (part) {
    case '底':
    case '末':
      return single(end, 'month-end');
    case '初':
      return [on(5), on(10)].flatMap((day) => single(day, 'month-begin'));
    case '中':
      return [on(14), on(20)].flatMap((day) => single(day, 'about'));
    case '上旬':
      return period(on(1), on(10), 'ten-days', isBefore);
    case '中旬':
      return period(on(11), on(20), 'ten-days', isBefore);
    case '下旬':
      return period(on(21), end, 'ten-days', isBefore);
    default:
      return period(begins, end, 'month', isBefore);
  }
}
