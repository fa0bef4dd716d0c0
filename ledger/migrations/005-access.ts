import type { Migration } from './migration.ts';

// Of every token only the SHA-256 is kept: whoever reads the database cannot sign in with it.

/** Who may come in, by what, and what was refused; what a unit has begun to write; what it has handed in as evidence. */
export const access: Migration = {
  version: 5,
  statements: [
    `create table sign_in_link (
      hash text primary key,
      address text not null,
      operator bool not null,
      made_at int8 not null,
      expires_at int8 not null,
      used_at int8
    )`,
    `create index sign_in_link_address on sign_in_link (address, made_at)`,

    `create table session (
      hash text primary key,
      id text not null unique,
      address text not null,
      operator bool not null,
      rehearsed bool not null,
      coded bool not null,
      made_at int8 not null,
      expires_at int8 not null,
      revoked_at int8
    )`,

    `create table authenticator (
      address text primary key,
      secret text not null,
      confirmed_at int8,
      last_step int8 not null,
      failed int not null,
      locked_until int8 not null
    )`,

    `create table access_log (
      id bigserial primary key,
      at int8 not null,
      what text not null,
      address text not null,
      campaign text,
      subject text not null,
      code text,
      client text not null
    )`,
    `create index access_log_at on access_log (at)`,

    `create table unit_link (
      hash text primary key,
      id text not null unique,
      campaign text not null,
      unit text not null,
      person text not null,
      made_at int8 not null,
      expires_at int8 not null,
      revoked_at int8
    )`,
    `create index unit_link_campaign on unit_link (campaign, unit)`,

    `create table unit_draft (
      campaign text not null,
      unit text not null,
      measure text not null,
      fields jsonb not null,
      saved_at int8 not null,
      primary key (campaign, unit, measure)
    )`,

    `create table evidence (
      campaign text not null,
      measure text not null,
      sha256 text not null,
      name text not null,
      type text not null,
      size int8 not null,
      person text not null,
      at int8 not null,
      primary key (campaign, measure, sha256)
    )`,
  ],
};
