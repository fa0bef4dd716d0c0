import { addMonths } from '../day.ts';
import type { Family } from './mention.ts';
import { findAll, regex } from './text.ts';

const pattern = regex(
  '集中整改(?:期限?|阶段)(?:结束|届满|期满)?(?<side>前|之前|以前|内|之内|以内|期间|间|后|之后|以后)?(?:完成)?|集中整改期间',
);

/** 集中整改期内: the concentrated period, so many calendar months from the feedback date (PROCESS.md: 2, 3 and 6 occur). */
export const concentratedPeriod: Family = (text, { feedback, concentratedMonths = 3 }) =>
  [...findAll(pattern, text)].map(({ from, to, groups }) => ({
    from,
    to,
    year: 0,
    limit: !groups.side?.endsWith('后'),
    begins: groups.side?.endsWith('后') ?? false,
    spans: () => {
      if (feedback === undefined) return [{ start: null, end: null, rule: 'feedback-missing' }];
      const end = addMonths(feedback, concentratedMonths);
      return [
        {
          start: feedback,
          end,
          rule: 'concentrated-period',
          facts: { from: feedback, months: concentratedMonths },
          anchors: [end],
        },
      ];
    },
  }));
