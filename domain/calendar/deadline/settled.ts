import type { Mention, Settled } from './mention.ts';
import type { Judged, Role } from './role.ts';
import type { Rule } from './rules.ts';

/** Where a mention's year came from; the page says so when it was not written. */
export type YearFrom = 'written' | 'carried' | 'implied' | 'next';

/** A mention with its days: `ask` says why a person must settle it, null where there is one safe reading. */
export type SettledMention = Settled & {
  mention: Mention;
  judged: Judged;
  role: Exclude<Role, 'plain'>;
  yearFrom: YearFrom;
  ask: Rule | null;
};
