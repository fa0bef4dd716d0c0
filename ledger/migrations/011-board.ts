import { rewriteBoard } from '../sql/rewriteBoard.ts';
import type { Migration } from './migration.ts';

/** What the board filters, orders and counts by, so that one page of it costs the same whatever the table holds. */
export const board: Migration = {
  version: 11,
  statements: [
    `alter table measure
      add column place text collate "C" not null default '',
      add column base text collate "C" not null default 'draft',
      add column soon_from text collate "C" not null default '9999-12-31',
      add column lag_from text collate "C" not null default '9999-12-31',
      add column late_from text collate "C" not null default '9999-12-31',
      add column past_by text not null default 'unit',
      add column due text collate "C" not null default '9999-12-31',
      add column long_term bool not null default false,
      add column closed_on text,
      add column asks bool not null default false,
      add column keys text[] not null default '{}'`,
    `create index measure_late on measure (campaign, base, late_from, place)`,
    `create index measure_lag on measure (campaign, base, lag_from, place) where base = 'open'`,
    `create index measure_due on measure (campaign, due, place)`,
    `create index measure_place on measure (campaign, place)`,
    `create index measure_unit on measure (campaign, lead_unit, place)`,
    `create index measure_asks on measure (campaign) where asks`,
    `create index measure_keys on measure using gin (keys) with (fastupdate = off)`,

    `alter table finding
      add column place text collate "C" not null default '',
      add column settled bool not null default false,
      add column keys text[] not null default '{}'`,
    `create index finding_place on finding (campaign, place)`,
    `create index finding_settled on finding (campaign) where settled`,
    `create index finding_keys on finding using gin (keys) with (fastupdate = off)`,

    `create table board_count (
      campaign text collate "C" not null,
      kind text collate "C" not null check (kind in ('measure', 'finding')),
      day text collate "C" not null,
      light text collate "C" not null,
      past text collate "C" not null,
      n int8 not null,
      primary key (campaign, kind, day, light, past)
    )`,

    `create table board_category (
      campaign text collate "C" not null,
      category text collate "C" not null,
      primary key (campaign, category)
    )`,
  ],
  fill: rewriteBoard,
};
