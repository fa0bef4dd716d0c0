import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable } from 'kysely';
import type { Paper } from '../domain/actor.ts';
import type { Day, Instant } from '../domain/calendar/day.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { Light } from '../domain/measure/light.ts';
import type { Answerable, Base } from '../domain/measure/standing.ts';
import type { Block, Letter } from '../domain/plan/letter.ts';
import type { Kind } from '../domain/plan/lists.ts';

/** jsonb: read as data, written as JSON text (pg and PGlite disagree on arrays that are not text). */
type Json<T extends object> = JSONColumnType<T, string, string>;

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

/** The board's row of a measure; written by its stream's append, rebuilt from its events. */
export type MeasureTable = {
  id: string;
  campaign: string;
  stream: string;
  finding: string;
  no: string;
  title: string;
  kind: Kind;
  phase: string;
  light: Light | null;
  /** Whose turn it is, who is late if it is late; null while nobody is (suspended, closed). */
  holder: string | null;
  lead_unit: string;
  leader: string | null;
  effect_due: Day | null;
  done_due: Day | null;
  late: boolean;
  publish: boolean;
  /** Where its number stands among the others (`ledger/projection.ts`, placeOf). */
  place: string;
  /** How it stands whatever the day, and from which days on that will be another (`domain/measure/standing.ts`). */
  base: Base;
  soon_from: Day;
  lag_from: Day;
  late_from: Day;
  past_by: Answerable;
  /** The date a board shows; `never` where there is none. */
  due: Day;
  long_term: boolean;
  closed_on: Day | null;
  /** Somebody's word is waited for. */
  asks: boolean;
  /** Whom it concerns (`ledger/projection.ts`, keyOf). */
  keys: string[];
};

/** The board's row of a finding. */
export type FindingTable = {
  id: string;
  campaign: string;
  stream: string;
  no: string;
  title: string;
  category: Json<string[]>;
  phase: string;
  lead_unit: string;
  publish: boolean;
  place: string;
  /** Nothing is left to do and nobody has closed it yet. */
  settled: boolean;
  keys: string[];
};

/** By how much a count of the board changes on a day; '' before all days. The sum up to a day is that day's count. */
export type BoardCountTable = {
  campaign: string;
  kind: 'measure' | 'finding';
  day: Day | '';
  /** Of findings: draft, open, settled, closed. */
  light: string;
  /** Whose limit is passed; '': nobody's. */
  past: Answerable | '';
  n: number;
};

/** A category some finding of a campaign is or was in. */
export type BoardCategoryTable = { campaign: string; category: string };

/** The board's row of a campaign. */
export type CampaignTable = {
  id: string;
  name: string;
  stream: string;
  phase: string;
  feedback_on: Day;
  /** `real` or `stepped`. */
  clock: string;
};

/** A rehearsal's clock and settings: the driver can be killed at any moment and goes on from here. */
export type RehearsalTable = {
  campaign: string;
  seed: string;
  now: Instant;
  until: Instant;
  phase: string;
  options: Json<object>;
};

/** What the cast of a rehearsal is going to do, and what came of it. */
export type ActTable = {
  campaign: string;
  id: string;
  at: Instant;
  stream: string;
  command: Json<object>;
  done: boolean;
  outcome: string | null;
};

/** One import of lists, known by what it says: the same said again is the same import. */
export type ImportTable = {
  id: string;
  campaign: string;
  /** JSON text (`workflows/contract.ts`, ImportContent); '' once it is done. */
  content: string;
  phase: 'waiting' | 'running' | 'done' | 'failed';
  /** How far it has come. */
  done: number;
  total: number;
  /** When it last came further. */
  moved_at: Instant;
  /** What came of it, or why it failed. */
  result: ColumnType<object | null, string | null, string | null>;
};

/** What the lists said last of an item that is in the record. */
export type ImportedTable = { stream: string; campaign: string; import: string; digest: string; draft: Json<object> };

/** Something in the lists that only a person can settle; answered once. */
export type QuestionTable = {
  campaign: string;
  key: string;
  body: Json<object>;
  asked_at: Instant;
  choice: string | null;
  answered_by: string | null;
  answered_at: Instant | null;
};

/** A link that signs somebody in, once; `operator`: the owner of the data folder, who has no address. */
export type SignInLinkTable = {
  hash: string;
  address: string;
  operator: boolean;
  made_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
};

/** Somebody who is signed in. */
export type SessionTable = {
  hash: string;
  /** By which it is revoked; no secret. */
  id: string;
  address: string;
  operator: boolean;
  /** Its link may have gone to the local inbox only: it opens rehearsals and nothing else. */
  rehearsed: boolean;
  /** A code of the authenticator was given. */
  coded: boolean;
  made_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
};

/** Whose codes count as whose (TOTP). `secret` is sealed; `last_step`: no code counts twice. */
export type AuthenticatorTable = {
  address: string;
  secret: string;
  confirmed_at: Instant | null;
  last_step: number;
  failed: number;
  locked_until: Instant;
};

/** Who came in and who was refused. Only ever added to. */
export type AccessLogTable = {
  id: Generated<number>;
  at: Instant;
  what: string;
  /** '' for somebody nobody knows. */
  address: string;
  campaign: string | null;
  /** What it was about: a route, a session's id; never a token. */
  subject: string;
  /** The code of a refusal. */
  code: string | null;
  client: string;
};

/** A digest's link to one unit's form: for one person, until its cycle ends. */
export type UnitLinkTable = {
  hash: string;
  id: string;
  campaign: string;
  unit: string;
  person: string;
  made_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
};

/** An address under which a calendar is read: a unit's, or without one a person's own. */
export type CalendarFeedTable = {
  hash: string;
  id: string;
  campaign: string;
  unit: string | null;
  person: string;
  made_at: Instant;
  revoked_at: Instant | null;
};

/** What a unit has begun to write and not sent. */
export type UnitDraftTable = {
  campaign: string;
  unit: string;
  measure: string;
  fields: Json<Record<string, string>>;
  saved_at: Instant;
};

/** A file handed in for a measure; its bytes lie under its hash in the data folder. */
export type EvidenceTable = {
  campaign: string;
  measure: string;
  sha256: string;
  name: string;
  type: string;
  size: number;
  person: string;
  at: Instant;
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

/** Every table of the ledger, by its name. */
/** A year's holiday notice as a person loaded it. */
export type CalendarYearTable = { year: string; days: Json<object>; added_by: string; added_at: Instant };

export type Tables = {
  calendar_year: CalendarYearTable;
  meta: MetaTable;
  stream: StreamTable;
  event: EventTable;
  command: CommandTable;
  message: MessageTable;
  notice: NoticeTable;
  mail: MailTable;
  mail_notice: MailNoticeTable;
  hook_post: HookPostTable;
  canary: CanaryTable;
  turn: TurnTable;
  delivery: DeliveryTable;
  delivery_head: DeliveryHeadTable;
  delivery_finding: DeliveryFindingTable;
  measure: MeasureTable;
  finding: FindingTable;
  campaign: CampaignTable;
  board_count: BoardCountTable;
  board_category: BoardCategoryTable;
  rehearsal: RehearsalTable;
  act: ActTable;
  refusal: RefusalTable;
  import: ImportTable;
  imported: ImportedTable;
  question: QuestionTable;
  sign_in_link: SignInLinkTable;
  session: SessionTable;
  authenticator: AuthenticatorTable;
  access_log: AccessLogTable;
  unit_link: UnitLinkTable;
  calendar_feed: CalendarFeedTable;
  unit_draft: UnitDraftTable;
  evidence: EvidenceTable;
};

export type StreamRow = Selectable<StreamTable>;
export type EventRow = Selectable<EventTable>;
export type NoticeRow = Selectable<NoticeTable>;
export type MailRow = Selectable<MailTable>;
export type NewMailRow = Insertable<MailTable>;
export type DeliveryRow = Selectable<DeliveryTable>;
export type MeasureRow = Selectable<MeasureTable>;
export type FindingRow = Selectable<FindingTable>;
export type CampaignRow = Selectable<CampaignTable>;
export type RehearsalRow = Selectable<RehearsalTable>;
export type ActRow = Selectable<ActTable>;
export type RefusalRow = Selectable<RefusalTable>;
export type ImportRow = Selectable<ImportTable>;
export type QuestionRow = Selectable<QuestionTable>;
export type SessionRow = Selectable<SessionTable>;
export type AccessLogRow = Selectable<AccessLogTable>;
export type UnitLinkRow = Selectable<UnitLinkTable>;
export type EvidenceRow = Selectable<EvidenceTable>;
