import type { Migration } from './migration.ts';

/** When the office was told of a post that nobody took. */
export const hooksTold: Migration = {
  version: 12,
  statements: [`alter table hook_post add column told_at int8`],
};
