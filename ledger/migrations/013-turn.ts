import type { Migration } from './migration.ts';

/** Who empties a campaign's outbox, and until when nobody else may. */
export const turn: Migration = {
  version: 13,
  statements: [
    `create table turn (
      campaign text collate "C" primary key,
      holder text collate "C" not null,
      until int8 not null
    )`,
  ],
};
