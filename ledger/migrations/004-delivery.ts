import type { Migration } from './migration.ts';

/**
 * The record of deliveries: one chain of hashes per campaign, without any content, so it stays when mails and notices are
 * purged. And what a mail needs to be sent to nobody else than it was written to, and to be followed up once.
 */
export const delivery: Migration = {
  version: 4,
  statements: [
    `create table delivery (
      campaign text collate "C" not null,
      seq int8 not null check (seq > 0),
      at int8 not null,
      what text not null,
      mail text not null,
      facts text not null,
      hash text not null,
      primary key (campaign, seq)
    )`,
    `create index delivery_mail on delivery (mail)`,

    `create table delivery_head (
      campaign text collate "C" primary key,
      seq int8 not null,
      hash text not null
    )`,

    `create table delivery_finding (
      campaign text collate "C" not null,
      finding text collate "C" not null,
      mail text not null,
      primary key (campaign, finding, mail)
    )`,

    `alter table mail add column standing text`,
    `alter table mail add column copies int not null default 0`,
    `alter table mail add column followed_at int8`,
    `alter table mail drop constraint mail_state_check`,
    `alter table mail add constraint mail_state_check check (state in
      ('staged', 'sending', 'accepted', 'deferred', 'refused', 'unknown', 'withdrawn', 'merged'))`,
    `create index mail_unfollowed on mail (campaign, state) where followed_at is null`,
  ],
};
