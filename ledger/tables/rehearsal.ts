import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Json } from './json.ts';

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

export type RehearsalRow = Selectable<RehearsalTable>;
export type ActRow = Selectable<ActTable>;
