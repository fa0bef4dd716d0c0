import { addMonths, type Day, startOfMonth } from '../day.ts';
import { dayOf } from './fullDate.ts';
import type { Family, Settled, Span } from './mention.ts';
import { monthPart } from './month.ts';
import { before, findAll, type Groups, notInNumber, number, regex, within } from './text.ts';

const patterns = [
  // 本月底前, 下月, 当月中旬, 次月10日前; 月底前, 月内
  `(?:(?<which>本月|当月|这个月|下个?月|次月|上个?月)份?|${notInNumber}(?<![个半每逐按年份])月(?=底|末|初(?!步|级|心)|内[完整落办]))` +
    `(?:(?<part>底|末|初|上旬|中旬|下旬)|(?<day>${number})[日号])?(?:${before}|${within})?`,
  // 30日前, of a month named before or of this one
  `${notInNumber}(?<![月个])(?<day>${number})[日号]${before}`,
].map(regex);

/** A month named by its distance (本月, 下月, 月底) and a day without a month (30日前). */
export const relativeMonth: Family = (text, { on }) =>
  patterns.flatMap((pattern) =>
    [...findAll(pattern, text)].map(({ from, to, groups }) => ({
      from,
      to,
      year: 0,
      limit: groups.before !== undefined || groups.within !== undefined,
      spans: (_year, previous) => spansOf(groups, on, previous),
    })),
  );

function spansOf({ which, part, day, before }: Groups, on: Day, previous: Settled | null): Span[] {
  const leans = previous !== null && (which === undefined || which === '当月' || which === '次月');
  const base = leans ? (previous.spans.at(-1)?.end ?? on) : on;
  const start = addMonths(startOfMonth(base), distance(which));
  if (day === undefined) return monthPart(start, part, before !== undefined);

  const named = dayOf(+start.slice(0, 4), start.slice(5, 7), day);
  if (named === null) return [];
  const spans: Span[] = [{ start: named, end: named, rule: 'day-of-month' }];
  // “5日前”, written on the 20th without a month: this month's is gone, next month's is a guess
  if (which !== undefined || leans || named >= on) return spans;
  const next = addMonths(named, 1);
  return [...spans, { start: next, end: next, rule: 'day-of-month' }];
}

function distance(which: string | undefined): number {
  if (which === undefined) return 0;
  if (which.startsWith('下') || which === '次月') return 1;
  return which.startsWith('上') ? -1 : 0;
}
