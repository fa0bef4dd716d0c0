import { pad } from '../day.ts';
import type { Family } from './mention.ts';
import { period, single } from './period.ts';
import { before, findAll, regex, within } from './text.ts';
import { writtenYear, yearPart } from './writtenYear.ts';

const pattern = regex(
  `${yearPart}(?<half>[上下])半年度?(?<part>末|底)?(?:${before}|${within})?(?<after>以后|之后|起|后(?!续|期))?`,
);

/** 上半年 until 30 June, 下半年 until 31 December. */
export const halfYear: Family = (text, { on }) =>
  [...findAll(pattern, text)].map(({ from, to, groups }) => ({
    from,
    to,
    year: writtenYear(groups, on),
    limit: groups.before !== undefined || groups.within !== undefined,
    begins: groups.after !== undefined,
    spans: (year) => {
      const [start, end] = groups.half === '上' ? ['01-01', '06-30'] : ['07-01', '12-31'];
      const last = `${pad(year, 4)}-${end}`;
      if (groups.part) return single(last, 'half-year');
      return period(`${pad(year, 4)}-${start}`, last, 'half-year', groups.before !== undefined);
    },
  }));
