import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { PersonId, UnitId } from '../domain/plan/directory.ts';
import type { Tables } from './tables.ts';
import { newToken, tokenHash } from './token.ts';

type Db = Kysely<Tables>;

/** An address under which a calendar is read; `unit` null: the person's own decisions, else all his unit owes. */
export type CalendarFeed = { id: string; campaign: string; unit: UnitId | null; person: PersonId; madeAt: Instant };

const columns = ['id', 'campaign', 'unit', 'person', 'made_at as madeAt'] as const;

/** A new address; the one this person had for the same calendar ends. The token is told once and kept nowhere. */
export async function makeFeed(db: Db, whose: Omit<CalendarFeed, 'id' | 'madeAt'>, now: Instant): Promise<string> {
  const token = newToken();
  const { campaign, unit, person } = whose;
  const row = { campaign, unit, person, id: randomUUID().slice(0, 8), hash: tokenHash(token), made_at: now };
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('calendar_feed')
      .set({ revoked_at: now })
      .where('campaign', '=', campaign)
      .where('person', '=', person)
      .where('unit', unit === null ? 'is' : '=', unit)
      .where('revoked_at', 'is', null)
      .execute();
    await tx
      .insertInto('calendar_feed')
      .values({ ...row, revoked_at: null })
      .execute();
  });
  return token;
}

/** Whose calendar this token opens; null for a revoked or invented one. Writes nothing. */
export async function findFeed(db: Db, token: string): Promise<CalendarFeed | null> {
  const row = await db
    .selectFrom('calendar_feed')
    .select(columns)
    .where('hash', '=', tokenHash(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** The addresses of one person in one campaign. */
export function feedsOf(db: Db, campaign: string, person: PersonId): Promise<CalendarFeed[]> {
  return db
    .selectFrom('calendar_feed')
    .select(columns)
    .where('campaign', '=', campaign)
    .where('person', '=', person)
    .where('revoked_at', 'is', null)
    .orderBy('made_at')
    .execute();
}

/** All addresses that work, the newest first. */
export function runningFeeds(db: Db): Promise<CalendarFeed[]> {
  return db
    .selectFrom('calendar_feed')
    .select(columns)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(200)
    .execute();
}

/** Revokes an address; `person`: only if it is his. False where it had ended. */
export async function endFeed(db: Db, id: string, now: Instant, person?: PersonId): Promise<boolean> {
  const ended = await db
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .$if(person !== undefined, (is) => is.where('person', '=', person!))
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** How far each stream of a campaign has come, and when: what a calendar's revisions are counted by. */
export async function revisionsOf(db: Db, campaign: string): Promise<Map<string, { seq: number; at: Instant }>> {
  const rows = await db
    .selectFrom('stream')
    .innerJoin('event', (on) => on.onRef('event.stream', '=', 'stream.id').onRef('event.seq', '=', 'stream.seq'))
    .select(['stream.id', 'stream.seq', 'event.at'])
    .where('stream.campaign', '=', campaign)
    .where('stream.kind', 'in', ['campaign', 'measure'])
    .execute();
  return new Map(rows.map(({ id, seq, at }) => [id, { seq, at }]));
}
