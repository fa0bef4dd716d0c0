import type { Kysely } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Tables } from '../../ledger/tables.ts';
import { seal, unseal } from './seal.ts';

type Db = Kysely<Tables>;

const period = 30;
const mostFailures = 5;
const lockMs = 15 * 60_000;

/** How an address stands with its authenticator. `uri`: to be scanned, as long as no code of it has been given. */
export type Authenticator = {
  confirmed: boolean;
  lockedUntil: Instant | null;
  uri: string | null;
  secret: string | null;
};

/** Makes a secret where there is none yet, so that the page that shows it only reads. */
export async function prepareCode(db: Db, key: Buffer, address: string): Promise<void> {
  const secret = seal(key, new Secret({ size: 20 }).base32);
  await db
    .insertInto('authenticator')
    .values({ address, secret, confirmed_at: null, last_step: 0, failed: 0, locked_until: 0 })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute();
}

export async function readAuthenticator(
  db: Db,
  key: Buffer,
  address: string,
  now: Instant,
): Promise<Authenticator | null> {
  const row = await db.selectFrom('authenticator').selectAll().where('address', '=', address).executeTakeFirst();
  if (!row) return null;
  const confirmed = row.confirmed_at !== null;
  const secret = confirmed ? null : unseal(key, row.secret);
  const uri = secret && totpOf(secret, address).toString();
  return { confirmed, uri, secret, lockedUntil: row.locked_until > now ? row.locked_until : null };
}

/**
 * Takes a code: right once only, and after five wrong ones none at all for a quarter of an hour.
 * @throws CodedError `code-wrong`, `locked-out` with `until` as milliseconds
 */
export async function takeCode(db: Db, key: Buffer, address: string, code: string, now: Instant): Promise<void> {
  const refused = await db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('authenticator')
      .selectAll()
      .where('address', '=', address)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return new CodedError('code-wrong', { left: 0 });
    if (row.locked_until > now) return new CodedError('locked-out', { until: row.locked_until });
    const step = stepOf(unseal(key, row.secret), address, code, now);
    const right = step !== null && step > row.last_step;
    const failed = right ? 0 : row.failed + 1;
    const locked = failed >= mostFailures;
    await tx
      .updateTable('authenticator')
      .set({
        failed: locked ? 0 : failed,
        ...(right ? { last_step: step, confirmed_at: row.confirmed_at ?? now } : {}),
        ...(locked ? { locked_until: now + lockMs } : {}),
      })
      .where('address', '=', address)
      .execute();
    if (right) return null;
    return locked
      ? new CodedError('locked-out', { until: now + lockMs })
      : new CodedError('code-wrong', { left: mostFailures - failed });
  });
  if (refused) throw refused;
}

/** Forgets an authenticator that was lost; the next sign-in sets up another. */
export async function forgetCode(db: Db, address: string): Promise<void> {
  await db.deleteFrom('authenticator').where('address', '=', address).execute();
}

/** The time step a code belongs to, one before and one after now included; null: none. */
function stepOf(secret: string, address: string, code: string, now: Instant): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret, address).validate({ token, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / 1_000 / period) + delta;
}

function totpOf(secret: string, address: string): TOTP {
  return new TOTP({ issuer: 'xiaohao', label: address, period, digits: 6, secret: Secret.fromBase32(secret) });
}
