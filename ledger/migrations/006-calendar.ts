import type { Migration } from './migration.ts';

/** The holiday notices a person has loaded, by year: for every process of the installation, and for campaigns to come. */
export const calendarYears: Migration = {
  version: 6,
  statements: [
    `create table calendar_year (
      year text primary key,
      days jsonb not null,
      added_by text not null,
      added_at int8 not null
    )`,
  ],
};
