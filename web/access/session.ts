import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { SessionRow } from '../../ledger/tables/access.ts';
import type { Tables } from '../../ledger/tables.ts';
import { newToken, tokenHash } from '../../ledger/token.ts';

type Db = Kysely<Tables>;
export type Session = Omit<SessionRow, 'hash'>;

/** A working day: then one signs in again. */
export const sessionMs = 12 * 3_600_000;

type Begin = Pick<SessionRow, 'address' | 'operator' | 'rehearsed' | 'coded'>;

/** Signs somebody in: the token for his cookie, which is nowhere kept. */
export async function beginSession(db: Db, who: Begin, now: Instant): Promise<string> {
  const token = newToken();
  const id = randomUUID().slice(0, 8);
  const row = { ...who, id, hash: tokenHash(token), made_at: now, expires_at: now + sessionMs, revoked_at: null };
  await db.insertInto('session').values(row).execute();
  return token;
}

/** Who shows this token; null when nobody does any more. Writes nothing. */
export async function findSession(db: Db, token: string, now: Instant): Promise<Session | null> {
  const row = await db
    .selectFrom('session')
    .select(['id', 'address', 'operator', 'rehearsed', 'coded', 'made_at', 'expires_at', 'revoked_at'])
    .where('hash', '=', tokenHash(token))
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Ends a session; false where it had ended. */
export async function endSession(db: Db, id: string, now: Instant): Promise<boolean> {
  const ended = await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Ends every session of an address: who changes his authenticator signs in anew everywhere. */
export async function endSessionsOf(db: Db, address: string, now: Instant): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('address', '=', address)
    .where('revoked_at', 'is', null)
    .execute();
}

/** All who are signed in, newest first. */
export function runningSessions(db: Db, now: Instant): Promise<Session[]> {
  return db
    .selectFrom('session')
    .select(['id', 'address', 'operator', 'rehearsed', 'coded', 'made_at', 'expires_at', 'revoked_at'])
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(500)
    .execute();
}
