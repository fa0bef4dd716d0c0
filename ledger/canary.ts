import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

const hour = 3_600_000;
/** Older ones alarm nobody any more. */
const forgottenMs = 24 * hour;

/** The canary of an hour; false: another process has sent it already. */
export async function beginCanary(db: Db, id: string, sent_at: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('canary')
    .values({ id, sent_at, response: null, arrived_at: null, alarmed_at: null })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function canaryAnswered(db: Db, id: string, response: string): Promise<void> {
  await db.updateTable('canary').set({ response }).where('id', '=', id).execute();
}

export async function canaryArrived(db: Db, id: string, arrived_at: Instant): Promise<void> {
  await db.updateTable('canary').set({ arrived_at }).where('id', '=', id).where('arrived_at', 'is', null).execute();
}

export type SilentCanary = { id: string; sentAt: Instant; response: string | null; alarmed: boolean };

/** Those of the last day that an hour has passed over, since the last that arrived; the oldest first. */
export async function silentCanaries(db: Db, now: Instant): Promise<SilentCanary[]> {
  const arrived = await db
    .selectFrom('canary')
    .select((is) => is.fn.max('sent_at').as('last'))
    .where('arrived_at', 'is not', null)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('canary')
    .select(['id', 'sent_at as sentAt', 'response', 'alarmed_at'])
    .where('arrived_at', 'is', null)
    .where('sent_at', '<=', now - hour)
    .where('sent_at', '>', Math.max(now - forgottenMs, Number(arrived?.last ?? 0)))
    .orderBy('sent_at')
    .execute();
  return rows.map(({ alarmed_at, ...row }) => ({ ...row, alarmed: alarmed_at !== null }));
}

/** Somebody is being told of it; false: another process tells him. */
export async function alarmCanary(db: Db, id: string, alarmed_at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('canary')
    .set({ alarmed_at })
    .where('id', '=', id)
    .where('alarmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
