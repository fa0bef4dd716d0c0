import type { Family } from './mention.ts';
import { single } from './period.ts';
import { findAll, regex } from './text.ts';

const pattern = regex(
  '(?:国家|省|市)?十(?<which>三|四|五|六)五(?:规划)?(?:时期|期)?(?:末|末期|收官之年|期间|结束|内)(?:前|之前|以前|完成)?',
);
const first = 2016;

/** “十四五”末, “十四五”期间: a plan of five years ends on 31 December of its last (十三五: 2016–2020). */
export const fiveYears: Family = (text) =>
  [...findAll(pattern, text)].map(({ from, to, groups }) => {
    const begins = first + '三四五六'.indexOf(groups.which!) * 5;
    return { from, to, year: 0, limit: true, spans: () => single(`${begins + 4}-12-31`, 'year-end') };
  });
