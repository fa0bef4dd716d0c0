import { pad } from '../day.ts';
import type { Family, Mention, Span } from './mention.ts';
import { period, single } from './period.ts';
import { before, findAll, type Groups, regex, within } from './text.ts';
import { namedYear, writtenYear } from './writtenYear.ts';

const part = '(?<part>底|末|终(?=前|之前|以前)|中(?=前|之前|以前|完))';

const patterns = [
  // 2024年底前, 今年年末, 2024年内, 本年度内
  `${namedYear}年?(?:${part}(?:${before})?|${within})`,
  // 年底, 年终前, 年中完成
  `(?<![\\d个每半近今明去本当次后前])年${part}(?:${before})?`,
  `(?<![\\d个每半近一二三四五六七八九十两几数])年度?${within}`,
  // 2024年, 2024年全年, 2024年前, 2024-2026年, 2025年起
  `(?:(?<![\\d.])(?<first>\\d{4})年?[-至到])?${namedYear}(?:全年)?(?:${before})?(?<after>以后|之后|起)?`,
  // 全年
  '(?<!年)全年',
  // 年前: before New Year to some, before the Spring Festival to others
  '(?<![\\d〇零一二三四五六七八九十今明去本当次翌前后每半两几数多百千])年(?<eve>前)(?![后期几夕往三两])',
].map(regex);

/** A year or its end: due on 31 December. */
export const year: Family = (text, context) =>
  patterns.flatMap((pattern) =>
    [...findAll(pattern, text)].map(({ from, to, groups }): Mention => {
      const limit = groups.before ?? groups.within ?? groups.eve;
      return {
        from,
        to,
        year: writtenYear(groups, context.on),
        limit: limit !== undefined,
        begins: groups.after !== undefined,
        weak: !limit && !groups.part && !groups.after,
        spans: (named) => spansOf(groups, named, context.calendar.festivals?.[named + 1]?.春节),
      };
    }),
  );

function spansOf(groups: Groups, named: number, nextSpringFestival: string | undefined): Span[] {
  const first = `${pad(groups.first ? Number(groups.first) : named, 4)}-01-01`;
  const end = `${pad(named, 4)}-12-31`;
  if (groups.eve) {
    const spring: Span[] = nextSpringFestival ? single(nextSpringFestival, 'before-new-year') : [];
    return [...single(end, 'before-new-year'), ...spring];
  }
  if (groups.part === '中')
    return [`${pad(named, 4)}-06-30`, `${pad(named, 4)}-07-31`].flatMap((day) => single(day, 'about'));
  if (groups.part) return single(end, 'year-end');
  if (groups.first) return [{ start: first, end, rule: 'period-range' }];
  return period(first, end, 'year', groups.before !== undefined);
}
