import type { Day } from '../day.ts';
import type { WrittenYear } from './mention.ts';
import { type Groups, numeral } from './text.ts';

const relative = { 前年: -2, 去年: -1, 上年: -1, 今年: 0, 本年: 0, 明年: 1, 来年: 1, 后年: 2 };
const leaning = { 当年: 'same', 次年: 'following', 翌年: 'following' } as const;

const beforeMonthOrPart = '(?=年|[./-]\\d{1,2}月|[上下]半年|第?[一二三四1-4]季度|[Qq][1-4])';

const words = [...Object.keys(relative), ...Object.keys(leaning)].join('|');
const inChinese = '[〇零一二三四五六七八九]{4}';

/** The year before a month, a quarter or a half: 2024年, 二〇二四年, 24年, 2024年度, 今年, 次年; or nothing. */
export const yearPart =
  `(?:(?<![\\dA-Za-z〇零一二三四五六七八九])(?<year>\\d{4}${beforeMonthOrPart}|\\d{2}(?=年)|${inChinese}(?=年))(?:年度?|[./-])?|` +
  `(?<relative>${words})度?)?的?`;

/** A year that must be there: 2024年, 24年底's year, 二〇二四年, 今年. */
export const namedYear = `(?:(?<![\\dA-Za-z〇零一二三四五六七八九])(?<year>\\d{4}|\\d{2}(?=年年?[底末内])|${inChinese})年度?|(?<relative>${words})度?)`;

/** The year the words name, 今年 and its like counted from the day of writing; null where none is written. */
export function writtenYear({ year, relative: word }: Groups, on: Day): WrittenYear {
  if (year) return year.length === 2 ? 2000 + Number(year) : numeral(year);
  if (word === undefined) return null;
  if (word in leaning) return leaning[word as keyof typeof leaning];
  return +on.slice(0, 4) + relative[word as keyof typeof relative];
}
