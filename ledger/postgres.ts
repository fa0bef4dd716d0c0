import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Log } from './log.ts';

const second = 1000;

/** A PostgreSQL server, by its `postgres://` URL; nothing waits longer than half a minute. */
export function postgresDialect(url: string, log: Log): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    application_name: 'xiaohao',
    connectionTimeoutMillis: 10 * second,
    statement_timeout: 30 * second,
    lock_timeout: 20 * second,
    idle_in_transaction_session_timeout: 60 * second,
    types: { getTypeParser },
  });
  // A broken connection is replaced at the next use, and whoever was using it gets the error from his query. Unheard,
  // the event would end the process; the pool hears it for idle connections only.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', (error) => log.warn({ error: error.message }, 'a connection to the ledger broke while idle'));
  return new PostgresDialect({ pool });
}

/** int8 as a number: ours are milliseconds and counters, far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (type: number, format?: 'text' | 'binary') =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format as 'text');
