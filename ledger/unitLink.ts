import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { PersonId, UnitId } from '../domain/plan/directory.ts';
import type { Tables } from './tables.ts';
import { newToken, tokenHash } from './token.ts';

type Db = Kysely<Tables>;

/** A digest's link, open: for whom, for which unit, until when. */
export type UnitLink = { id: string; campaign: string; unit: UnitId; person: PersonId; expiresAt: Instant };

/** A row to be written with the mail that carries `token`; nothing else ever does. */
export function newUnitLink(link: Omit<UnitLink, 'id'>, now: Instant) {
  const { expiresAt, ...whose } = link;
  const token = newToken();
  const row = { ...whose, id: randomUUID().slice(0, 8), hash: tokenHash(token), made_at: now, expires_at: expiresAt };
  return { token, row: { ...row, revoked_at: null } };
}

/**
 * Whose link this is; null for a revoked or invented one. Whether it has expired, its campaign's clock says. Writes
 * nothing.
 */
export async function findUnitLink(db: Db, token: string): Promise<UnitLink | null> {
  const row = await db
    .selectFrom('unit_link')
    .select(['id', 'campaign', 'unit', 'person', 'expires_at as expiresAt'])
    .where('hash', '=', tokenHash(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Revokes a link; false where it had ended. */
export async function endUnitLink(db: Db, id: string, now: Instant): Promise<boolean> {
  const ended = await db
    .updateTable('unit_link')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** The links that open a page now, of real campaigns. */
export function runningUnitLinks(db: Db, now: Instant): Promise<UnitLink[]> {
  return db
    .selectFrom('unit_link')
    .innerJoin('campaign', 'campaign.id', 'unit_link.campaign')
    .select(['unit_link.id', 'campaign', 'unit', 'person', 'expires_at as expiresAt'])
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .where('campaign.clock', '=', 'real')
    .orderBy('made_at', 'desc')
    .limit(200)
    .execute();
}
