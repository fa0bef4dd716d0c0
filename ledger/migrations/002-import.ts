import type { Migration } from './migration.ts';

/** What was imported, what each row said last, and what a person was asked about a row. */
export const imports: Migration = {
  version: 2,
  statements: [
    `create table import (
      id text collate "C" primary key,
      campaign text not null,
      content text not null,
      phase text not null check (phase in ('waiting', 'running', 'done', 'failed')),
      done int not null,
      total int not null,
      moved_at int8 not null,
      result jsonb
    )`,
    // Two at once would each decide by a state the other changes.
    `create unique index import_under_way on import (campaign) where phase in ('waiting', 'running')`,

    `create table imported (
      stream text collate "C" primary key,
      campaign text not null,
      import text not null,
      digest text not null,
      draft jsonb not null
    )`,
    `create index imported_campaign on imported (campaign)`,

    `create table question (
      campaign text not null,
      key text collate "C" not null,
      body jsonb not null,
      asked_at int8 not null,
      choice text,
      answered_by text,
      answered_at int8,
      primary key (campaign, key)
    )`,
  ],
};
