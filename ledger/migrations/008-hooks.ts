import type { Migration } from './migration.ts';

/** Windows as they are announced to group robots and other hooks: one row for each hook and window, written once. */
export const hooks: Migration = {
  version: 8,
  statements: [
    `create table hook_post (
      id text collate "C" primary key,
      hook text not null,
      campaign text collate "C" not null,
      window_at int8 not null,
      content jsonb not null,
      state text not null check (state in ('waiting', 'accepted', 'refused')),
      tries int not null default 0,
      next_try int8 not null,
      response text
    )`,
    `create index hook_post_waiting on hook_post (next_try) where state = 'waiting'`,
  ],
};
