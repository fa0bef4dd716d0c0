import type { Migration } from './migration.ts';

// Ids are compared byte by byte (collate "C") wherever order has a meaning: the order in which messages are taken and
// streams are locked and verified must not depend on the server's locale.

/** The tables of `ledger/tables.ts`. */
export const first: Migration = {
  version: 1,
  statements: [
    `create table stream (
      id text collate "C" primary key,
      campaign text not null,
      kind text not null check (kind in ('campaign', 'finding', 'measure', 'postmaster')),
      seq int8 not null,
      head text not null,
      state jsonb,
      next_at int8,
      archived bool not null
    )`,
    `create index stream_next_at on stream (campaign, next_at)`,

    `create table event (
      pos bigserial not null unique,
      stream text collate "C" not null,
      seq int8 not null check (seq > 0),
      type text not null,
      at int8 not null,
      actor text not null,
      payload text not null,
      hash text not null,
      primary key (stream, seq)
    )`,

    `create table command (
      stream text collate "C" not null,
      id text not null,
      seq int8 not null,
      answer jsonb not null,
      primary key (stream, id)
    )`,

    `create table message (
      id bigserial primary key,
      campaign text not null,
      to_stream text collate "C" not null,
      from_stream text collate "C" not null,
      from_seq int8 not null,
      n int not null,
      at int8 not null,
      body jsonb not null,
      taken_at_seq int8
    )`,
    `create index message_waiting on message (to_stream) where taken_at_seq is null`,

    `create table notice (
      id text primary key,
      campaign text not null,
      stream text collate "C" not null,
      finding text,
      measure text,
      role text not null,
      unit text,
      letter text not null,
      block text not null,
      basis text not null,
      due text,
      facts jsonb not null,
      raised_at int8 not null,
      window_at int8 not null,
      state text not null check (state in ('waiting', 'staged', 'void')),
      reason text
    )`,
    `create index notice_window on notice (campaign, state, window_at)`,
    `create index notice_stream on notice (stream, state)`,

    `create table mail (
      id text primary key,
      campaign text not null,
      person text not null,
      email text not null,
      window_at int8 not null,
      audience text not null,
      subject text not null,
      raw bytea not null,
      items int not null,
      state text not null check (state in ('staged', 'sending', 'accepted', 'deferred', 'refused', 'unknown')),
      tries int not null,
      next_try int8,
      response text,
      staged_at int8 not null,
      accepted_at int8,
      unique (campaign, person, window_at)
    )`,
    `create index mail_window on mail (campaign, state, window_at)`,

    `create table mail_notice (
      mail text not null,
      notice text not null,
      primary key (mail, notice)
    )`,
    `create index mail_notice_notice on mail_notice (notice)`,

    `create table measure (
      id text collate "C" not null,
      campaign text not null,
      stream text collate "C" not null,
      finding text not null,
      no text not null,
      title text not null,
      kind text not null,
      phase text not null,
      light text,
      holder text,
      lead_unit text not null,
      leader text,
      effect_due text,
      done_due text,
      late bool not null,
      publish bool not null,
      primary key (campaign, id)
    )`,
    `create index measure_finding on measure (campaign, finding)`,

    `create table finding (
      id text collate "C" not null,
      campaign text not null,
      stream text collate "C" not null,
      no text not null,
      title text not null,
      category jsonb not null,
      phase text not null,
      lead_unit text not null,
      publish bool not null,
      primary key (campaign, id)
    )`,

    `create table campaign (
      id text collate "C" primary key,
      name text not null,
      stream text collate "C" not null,
      phase text not null,
      feedback_on text not null,
      clock text not null
    )`,

    `create table rehearsal (
      campaign text primary key,
      seed text not null,
      now int8 not null,
      until int8 not null,
      phase text not null,
      options jsonb not null
    )`,

    `create table act (
      campaign text not null,
      id text not null,
      at int8 not null,
      stream text not null,
      command jsonb not null,
      done bool not null,
      outcome text,
      primary key (campaign, id)
    )`,
    `create index act_open on act (campaign, done, at)`,
  ],
};
