import type { Family } from './mention.ts';
import { single } from './period.ts';
import { findAll, regex } from './text.ts';

const pattern = regex('(?:自|从)?即日起');

/** 即日起, mostly the first half of “即日起至9月底”: begins on the day of writing. */
export const fromNow: Family = (text, { on }) =>
  [...findAll(pattern, text)].map(({ from, to }) => ({
    from,
    to,
    year: 0,
    limit: false,
    begins: true,
    spans: () => single(on, 'from-now'),
  }));
