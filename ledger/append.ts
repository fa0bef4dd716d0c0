import type { Transaction } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { CampaignRow, FindingRow, MeasureRow } from './tables/board.ts';
import type { NoticeRow } from './tables/mail.ts';
import type { StreamKind } from './tables/record.ts';
import type { Tables } from './tables.ts';

/** What is to be recorded as having happened. */
export type NewEvent = { type: string; at: Instant; actor: object | null; payload: object };

/** What has been recorded. `seq` counts from 1; `hash` ties it to all events before it (`ledger/hash.ts`). */
export type StoredEvent = NewEvent & { stream: string; seq: number; hash: string };

/**
 * A message to another stream. `measures` and `findings` mean every stream of that kind in this campaign that has
 * begun and is not archived, found in the same transaction.
 */
export type NewMessage = { to: string; body: object };

/** A message as its receiver finds it; `id` is the ledger's own. */
export type TakenMessage = { id: number; from: string; fromSeq: number; n: number; at: Instant; body: object };

/** A line for somebody's digest; its id, campaign, stream and instant come from the event it belongs to. */
export type NewNotice = Omit<NoticeRow, 'id' | 'campaign' | 'stream' | 'raised_at' | 'state' | 'reason'>;

/** The board's row of this stream; campaign and stream are the request's. */
export type Projection =
  | { table: 'measure'; row: Omit<MeasureRow, 'campaign' | 'stream'> }
  | { table: 'finding'; row: Omit<FindingRow, 'campaign' | 'stream'> }
  | { table: 'campaign'; row: Omit<CampaignRow, 'stream'> };

/** What one decision records, all of it or nothing. `event` is an index into `events`. */
export type Write = {
  /** May be empty: then state, agenda and answers change and the taken messages had no consequence. */
  events: NewEvent[];
  /** The state after the last event. Kept as jsonb: the order of its keys is not. */
  state: object;
  /** The next instant this stream waits for. */
  nextAt: Instant | null;
  /** Left out: as it was. */
  archived?: boolean;
  /** By command id. A command id that comes again is answered from here and must not be decided again. */
  answers: Record<string, object>;
  messages: (NewMessage & { event: number })[];
  notices: (NewNotice & { event: number })[];
  /** Waiting notices of this stream whose basis starts so become void, before `notices` are raised. */
  voidNotices?: { basisPrefix: string; reason: string }[];
  projection?: Projection;
  /** Runs last in the same transaction; such a request runs alone and its `decide` may be called twice. */
  also?: (tx: Transaction<Tables>) => Promise<void>;
};

/** What the ledger knows when the decision is made; the stream is locked until it is recorded. */
export type Found = {
  seq: number;
  head: string;
  /** The state after `seq`; null before the first event. */
  state: object | null;
  nextAt: Instant | null;
  archived: boolean;
  /** Events with seq > expectedSeq: the ledger is ahead of the caller, who has to follow. */
  ahead: StoredEvent[];
  /** Those of the request's command ids that have been answered before. */
  answered: Record<string, object>;
  /** Waiting messages in the order they are to be taken: at, from, fromSeq, n. All are taken by a non-null write. */
  messages: TakenMessage[];
};

export type AppendRequest = {
  stream: string;
  campaign: string;
  kind: StreamKind;
  /** The last seq the caller knows. */
  expectedSeq: number;
  commandIds: string[];
  /** Reads what `decide` needs besides `found`, in the same transaction; such a request runs alone. */
  prepare?: (tx: Transaction<Tables>, found: Found) => Promise<void>;
  /** Synchronous and pure: it is called again when its transaction has to be repeated. Null: write nothing. */
  decide: (found: Found) => Write | null;
};

export type AppendAnswer = {
  /** All with seq > expectedSeq, recorded before or now. */
  events: StoredEvent[];
  /** Of the request's command ids, and of the write: recorded before or now. */
  answers: Record<string, object>;
  nextAt: Instant | null;
  archived: boolean;
  /** The streams that got a message. */
  woken: string[];
};

/**
 * Records one decision: all or nothing, and what it answers has happened.
 * @throws CodedError `stream-gap` when `expectedSeq` is beyond the ledger, `not-recordable` when something in the
 *   write cannot be stored (a NUL character, a number that is none), `ledger-unreachable` when the database is gone:
 *   then nobody knows whether it was recorded, and asking again with the same `expectedSeq` finds out.
 *   What `decide` throws comes through as it is.
 */
export type Append = (request: AppendRequest) => Promise<AppendAnswer>;
