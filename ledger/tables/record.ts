import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely';
import type { Paper } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Json } from './json.ts';

/** What an entity of the engine is; each has one stream of events. */
export type StreamKind = 'campaign' | 'finding' | 'measure' | 'postmaster';

/** The schema's version (`schema`) and a random id of this installation (`installation`). */
export type MetaTable = { key: 'schema' | 'installation' | 'home'; value: string };

/** One row per stream: where its chain of events ends, and what that amounts to. */
export type StreamTable = {
  id: string;
  campaign: string;
  kind: StreamKind;
  seq: number;
  /** The hash of event `seq`; '' before the first. */
  head: string;
  /** The state after `seq`. */
  state: ColumnType<object | null, string | null, string | null>;
  /** The next instant this stream waits for; null: it waits for nothing. */
  next_at: Instant | null;
  archived: boolean;
};

/** What has happened. Never updated, never deleted. */
export type EventTable = {
  /** The order of arrival over all streams; has holes. */
  pos: Generated<number>;
  stream: string;
  seq: number;
  type: string;
  at: Instant;
  /** JSON text, or '' for the engine itself. */
  actor: string;
  /** JSON text, byte for byte what the hash was taken of. */
  payload: string;
  hash: string;
};

/** Who asked what already has his answer: a command id is answered from here when it comes again. */
export type CommandTable = { stream: string; id: string; seq: number; answer: Json<object> };

/** From one stream to another, written with its event and taken by the receiver's append. */
export type MessageTable = {
  id: Generated<number>;
  campaign: string;
  to_stream: string;
  from_stream: string;
  from_seq: number;
  n: number;
  at: Instant;
  body: Json<object>;
  /** The receiver's seq when it took the message; null: still waiting. */
  taken_at_seq: number | null;
};

/** An act that was refused; `paper` is what it was entered from. */
export type RefusalTable = {
  id: Generated<number>;
  campaign: string;
  stream: string;
  at: Instant;
  person: string;
  /** The command's own id. */
  command: string;
  act: string;
  code: ErrorCode;
  facts: Json<Record<string, string | number>>;
  paper: JSONColumnType<Paper, string | null, string | null> | null;
};

export type StreamRow = Selectable<StreamTable>;
export type EventRow = Selectable<EventTable>;
export type RefusalRow = Selectable<RefusalTable>;
