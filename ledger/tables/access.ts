import type { Generated, Selectable } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Json } from './json.ts';

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

export type SessionRow = Selectable<SessionTable>;
export type AccessLogRow = Selectable<AccessLogTable>;
export type UnitLinkRow = Selectable<UnitLinkTable>;
export type EvidenceRow = Selectable<EvidenceTable>;
