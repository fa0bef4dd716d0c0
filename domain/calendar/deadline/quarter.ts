import { addMonths, type Day, endOfMonth, pad, startOfMonth } from '../day.ts';
import type { Family, Span, WrittenYear } from './mention.ts';
import { period, single } from './period.ts';
import { before, findAll, type Groups, numeral, regex, within } from './text.ts';
import { writtenYear, yearPart } from './writtenYear.ts';

const one = '[一二三四1-4]';
const tail = `(?<part>末|底)?(?:${before}|${within})?(?<after>以后|之后|起|后(?!续|期))?`;

const patterns = [
  // 三季度, 第三季度末前, 一至三季度, 三、四季度, 前三季度
  `${yearPart}(?<![\\d.一二三四每])(?:第?(?<first>${one})(?:季度)?[-至到、和]|(?<upTo>前))?第?(?<quarter>${one}|两)个?季度${tail}`,
  `${yearPart}(?<![A-Za-z])[Qq](?<quarter>[1-4])(?![\\dA-Za-z])${tail}`,
  // 本季度内, 下季度, 季度末
  `(?:(?<which>[本下上])(?:一|个)?季度|(?<![每逐按\\d一二三四个])季度(?=末|底))${tail}`,
].map(regex);

/** A quarter: due on its last day. */
export const quarter: Family = (text, { on }) =>
  patterns.flatMap((pattern) =>
    [...findAll(pattern, text)]
      // “四个季度” counts quarters, “前三个季度” names them
      .filter(
        ({ from, to, groups }) => groups.upTo !== undefined || !text.slice(from, to).includes('个季度') || groups.which,
      )
      .map(({ from, to, groups }) => ({
        from,
        to,
        year: yearOf(groups, on),
        limit: groups.before !== undefined || groups.within !== undefined,
        begins: groups.after !== undefined,
        spans: (year) => spansOf(groups, year, on),
      })),
  );

function yearOf(groups: Groups, on: Day): WrittenYear {
  return groups.quarter ? writtenYear(groups, on) : 0;
}

function spansOf(groups: Groups, year: number, on: Day): Span[] {
  const last = groups.quarter ? quarterStart(year, groups.quarter) : relativeStart(groups.which, on);
  const first = groups.upTo ? `${pad(year, 4)}-01-01` : groups.first ? quarterStart(year, groups.first) : last;
  const end = endOfMonth(addMonths(last, 2));
  if (groups.part) return single(end, 'quarter');
  if (groups.first) return [{ start: first, end, rule: 'period-range' }];
  return period(first, end, 'quarter', groups.before !== undefined);
}

function quarterStart(year: number, quarter: string): Day {
  return `${pad(year, 4)}-${pad((numeral(quarter) ?? 1) * 3 - 2)}-01`;
}

function relativeStart(which: string | undefined, on: Day): Day {
  const intoQuarter = (+on.slice(5, 7) - 1) % 3;
  const step = which === '下' ? 3 : which === '上' ? -3 : 0;
  return addMonths(startOfMonth(on), step - intoQuarter);
}
