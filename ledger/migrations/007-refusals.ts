import type { Migration } from './migration.ts';

/** Acts that were refused: who asked what of which stream, when, and why not. Nothing else was changed by them. */
export const refusals: Migration = {
  version: 7,
  statements: [
    `create table refusal (
      id bigint generated always as identity primary key,
      campaign text not null,
      stream text collate "C" not null,
      at int8 not null,
      person text not null,
      command text not null,
      act text not null,
      code text not null,
      facts jsonb not null,
      paper jsonb
    )`,
    `create index refusal_campaign on refusal (campaign, id)`,
  ],
};
