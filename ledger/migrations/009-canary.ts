import type { Migration } from './migration.ts';

/** The hourly mail to ourselves: when it was sent, what the server said, when it came back, when somebody was told it did not. */
export const canary: Migration = {
  version: 9,
  statements: [
    `create table canary (
      id text collate "C" primary key,
      sent_at int8 not null,
      response text,
      arrived_at int8,
      alarmed_at int8
    )`,
    `create index canary_sent on canary (sent_at)`,
  ],
};
