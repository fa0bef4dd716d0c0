import { Kysely, sql, type Transaction } from 'kysely';
import { CodedError } from '../domain/errors.ts';
import type { Append } from './append.ts';
import { messageOf } from './failure.ts';
import { groupAppends } from './group.ts';
import type { Log } from './log.ts';
import { migrate } from './migrations/migrate.ts';
import { pgliteDialect } from './pglite.ts';
import { homeOf, placeOf } from './place.ts';
import { postgresDialect } from './postgres.ts';
import type { Tables } from './tables.ts';

export type LedgerOptions = {
  /** PGlite's data folder; made when missing. Only its owner may open it (`ledger/lock.ts`). */
  folder?: string;
  /** `postgres://…`; goes before `folder`. With neither, the ledger is in memory. */
  url?: string;
  log?: Log;
};

/** The permanent record, open. */
export type Ledger = {
  /** For queries. Inside a transaction use its own `tx`: on PGlite a second connection is waited for for ever. */
  db: Kysely<Tables>;
  append: Append;
  /** All of `work` or nothing of it; whoever writes events uses `append`. */
  transaction<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** A random id this database got when it was made: tells one installation from another. */
  installation: string;
  /** Where it lies (`ledger/place.ts`): a copy lies elsewhere. */
  place: string;
  /** Waits for the appends under way, takes no more, and lets go of the database. */
  close(): Promise<void>;
};

const silent: Log = { warn: () => undefined };

/**
 * Opens the ledger and brings its schema up to date.
 * @throws CodedError `ledger-unreachable` when the database cannot be opened, `data-newer` when a later release has
 *   already changed its schema.
 */
export async function openLedger(options: LedgerOptions = {}): Promise<Ledger> {
  const { folder, url, log = silent } = options;
  const where = url ? withoutPassword(url) : (folder ?? 'memory');
  const db = new Kysely<Tables>({ dialect: url ? postgresDialect(url, log) : pgliteDialect(folder) });
  try {
    await reach(db, where);
    const installation = await migrate(db);
    const place = url || folder ? await placeOf(db, url ? null : folder!) : 'memory';
    await homeOf(db, place, Date.now());
    const { append, drain } = groupAppends(db, where, log);
    return {
      db,
      append,
      transaction: (work) => db.transaction().execute(work),
      installation,
      place,
      async close() {
        await drain();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy().catch(() => undefined);
    throw error;
  }
}

async function reach(db: Kysely<Tables>, where: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    throw new CodedError('ledger-unreachable', { where, why: messageOf(cause) }, { cause });
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const parsed = new URL(url);
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`;
}
