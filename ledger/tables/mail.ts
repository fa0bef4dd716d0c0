import type { Generated, Insertable, Selectable } from 'kysely';
import type { Day, Instant } from '../../domain/calendar/day.ts';
import type { Block, Letter } from '../../domain/plan/letter.ts';
import type { Json } from './json.ts';

/** `waiting` for its window, `staged` in a mail, or `void`: no longer true, see `reason`. */
export type NoticeState = 'waiting' | 'staged' | 'void';

/** One line for somebody's digest. */
export type NoticeTable = {
  /** `stream#seq#n` */
  id: string;
  campaign: string;
  stream: string;
  finding: string | null;
  measure: string | null;
  /** Whom: a role, or `person:ID`. */
  role: string;
  /** Whose holder of that role; null: the campaign's. */
  unit: string | null;
  letter: Letter;
  block: Block;
  /** What must still hold for it to be true. */
  basis: string;
  due: Day | null;
  facts: Json<object>;
  raised_at: Instant;
  /** The send window it is meant for. */
  window_at: Instant;
  state: NoticeState;
  reason: string | null;
};

/**
 * `staged`: rendered, waits for its window. `sending`: handed to the transport, no answer yet; with a `next_try`, the line
 * broke when it may have been taken, and it is sent again under the same Message-ID. `accepted`: the server took it.
 * `deferred`: a 4xx, tried again at `next_try`. `refused`: a 5xx or a bounce, for good. `unknown`: no answer to any of
 * three copies. `withdrawn`: whom it was written to has changed since, it was never sent. `merged`: not taken before the
 * next window was composed; what it said went into that one.
 */
export type MailState = 'staged' | 'sending' | 'accepted' | 'deferred' | 'refused' | 'unknown' | 'withdrawn' | 'merged';

/** One mail to one person for one window: the outbox and the proof of delivery. */
export type MailTable = {
  /** The Message-ID. */
  id: string;
  campaign: string;
  person: string;
  email: string;
  window_at: Instant;
  audience: 'unit' | 'leader' | 'office';
  subject: string;
  /** The finished MIME message. */
  raw: Uint8Array;
  items: number;
  state: MailState;
  tries: number;
  next_try: Instant | null;
  response: string | null;
  staged_at: Instant;
  accepted_at: Instant | null;
  /** What the person was when it was written (`domain/digest/standing.ts`); null: only the address is compared. */
  standing: string | null;
  /** How many copies a server may have: attempts that no answer came to. */
  copies: Generated<number>;
  /** When what became of it was followed up: its lines went to somebody else, or into the next window. */
  followed_at: Instant | null;
};

/** Which notices a mail carries; a notice may go to several persons. */
export type MailNoticeTable = { mail: string; notice: string };

/** One entry of a campaign's record of deliveries (`ledger/deliveryRecord.ts`). Never updated, never deleted. */
export type DeliveryTable = {
  campaign: string;
  seq: number;
  at: Instant;
  what: string;
  /** The Message-ID. */
  mail: string;
  /** JSON text, byte for byte what the hash was taken of. */
  facts: string;
  hash: string;
};

/** Where a campaign's record of deliveries ends. */
export type DeliveryHeadTable = { campaign: string; seq: number; hash: string };

/** Who empties a campaign's outbox (`activities/turn.ts`); `until` by the database's clock. */
export type TurnTable = { campaign: string; holder: string; until: number };

/** The hourly mail to ourselves, by its Message-ID (`app/canary.ts`). */
export type CanaryTable = {
  id: string;
  sent_at: Instant;
  response: string | null;
  arrived_at: Instant | null;
  alarmed_at: Instant | null;
};

/** One window as one hook is told of it (`app/hooks.ts`); `content` is an Announcement. */
export type HookPostTable = {
  id: string;
  hook: string;
  campaign: string;
  window_at: Instant;
  content: Json<object>;
  state: 'waiting' | 'accepted' | 'refused';
  tries: Generated<number>;
  next_try: Instant;
  response: string | null;
  told_at: Instant | null;
};

/** Which mails spoke of a finding or of its measures. */
export type DeliveryFindingTable = { campaign: string; finding: string; mail: string };

export type NoticeRow = Selectable<NoticeTable>;
export type MailRow = Selectable<MailTable>;
export type NewMailRow = Insertable<MailTable>;
export type DeliveryRow = Selectable<DeliveryTable>;
