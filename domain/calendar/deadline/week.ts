import { addDays, weekdayOf } from '../day.ts';
import type { Family } from './mention.ts';
import { period, single } from './period.ts';
import { before, findAll, regex, within } from './text.ts';

const pattern = regex(
  `(?<which>[本这下])(?:个)?(?:周|星期)(?:(?<day>[一二三四五六日天])|(?<part>末|底))?(?:${before}|${within})?`,
);

/** 本周内, 下周五前: weeks begin on Monday; a week is due on its Sunday. */
export const week: Family = (text, { on }) =>
  [...findAll(pattern, text)].map(({ from, to, groups }) => {
    const monday = addDays(on, 1 - weekdayOf(on) + (groups.which === '下' ? 7 : 0));
    const named = '一二三四五六日'.indexOf((groups.day ?? '日').replace('天', '日'));
    const spans = groups.day
      ? single(addDays(monday, named), 'week')
      : period(monday, addDays(monday, 6), 'week', groups.before !== undefined && groups.part === undefined);
    return { from, to, year: 0, limit: groups.before !== undefined || groups.within !== undefined, spans: () => spans };
  });
