import type { Migration } from './migration.ts';

/** Addresses under which calendars are read: of a unit or, without one, of a person. Of the secret only its hash is kept. */
export const feeds: Migration = {
  version: 10,
  statements: [
    `create table calendar_feed (
      hash text primary key,
      id text not null unique,
      campaign text not null,
      unit text,
      person text not null,
      made_at int8 not null,
      revoked_at int8
    )`,
    `create index calendar_feed_person on calendar_feed (campaign, person) where revoked_at is null`,
  ],
};
