import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Tables } from '../../ledger/tables.ts';
import { newToken, tokenHash } from '../../ledger/token.ts';

type Db = Kysely<Tables>;

const minute = 60_000;
export const linkMinutes = 10;
/** More links an address does not get within the ten minutes in which they are good. */
const mostLinks = 3;

/** A link that signs this address in once, within ten minutes; null: it has had enough of them. */
export async function makeLink(
  db: Db,
  { address, operator }: { address: string; operator: boolean },
  now: Instant,
): Promise<string | null> {
  const since = now - linkMinutes * minute;
  const { n } = await db
    .selectFrom('sign_in_link')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('address', '=', address)
    .where('made_at', '>', since)
    .executeTakeFirstOrThrow();
  if (!operator && Number(n) >= mostLinks) return null;
  const token = newToken();
  const row = { address, operator, hash: tokenHash(token), made_at: now, expires_at: now + linkMinutes * minute };
  await db
    .insertInto('sign_in_link')
    .values({ ...row, used_at: null })
    .execute();
  return token;
}

/** Whom a link would sign in; null for a used, old or invented one. Uses nothing up. */
export async function peekLink(db: Db, token: string, now: Instant): Promise<{ address: string } | null> {
  const row = await db
    .selectFrom('sign_in_link')
    .select('address')
    .where('hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses a link up: of two who come at once only one is let in. */
export async function useLink(
  db: Db,
  token: string,
  now: Instant,
): Promise<{ address: string; operator: boolean } | null> {
  const row = await db
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['address', 'operator'])
    .executeTakeFirst();
  return row ?? null;
}
