import type { Kysely } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Refusal } from '../../domain/errors.ts';
import type { RefusalRow } from '../tables/record.ts';
import type { Tables } from '../tables.ts';

/** Writes down that an act was refused. */
export async function recordRefusal(
  db: Kysely<Tables>,
  what: { campaign: string; stream: string; at: Instant; actor: Actor; command: string; act: string } & Refusal,
): Promise<void> {
  const { actor, facts, ...row } = what;
  const paper = actor.paper ? JSON.stringify(actor.paper) : null;
  // PostgreSQL stores no NUL, and what was wrongly said must not keep its refusal from being written.
  const safe = JSON.stringify(facts).replaceAll('\\u0000', '');
  await db
    .insertInto('refusal')
    .values({ ...row, person: actor.person, facts: safe, paper })
    .execute();
}

/** The last acts of a campaign that were refused, newest first. */
export async function refusals(db: Kysely<Tables>, campaign: string, most: number): Promise<RefusalRow[]> {
  return db
    .selectFrom('refusal')
    .selectAll()
    .where('campaign', '=', campaign)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}
